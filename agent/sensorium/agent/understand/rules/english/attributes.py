"""Attributes that follow a noun: in red, on the left, holding an umbrella, next to a tree."""

from __future__ import annotations

from abc import ABC, abstractmethod

from sensorium.agent.query import And, Face, Node, Not, Or, Voice, children, conjunction
from sensorium.agent.understand.rules.english.lexicon import WORN
from sensorium.agent.understand.rules.english.nouns import CLOSED, VERBAL, Noun
from sensorium.agent.understand.rules.english.times import PARTS, Times
from sensorium.agent.understand.rules.english.tokens import plurals, singular
from sensorium.agent.understand.rules.felt import feel
from sensorium.agent.understand.rules.thing import COLOURS, Place, Thing, article, negated

FRAMES = ("screen", "frame", "picture", "image", "video", "scene", "shot")
HEADS = {"voice": "voice", "tone": "voice", "face": "face", "expression": "face", "intonation": "voice"}
"""Words for what a feeling is told from."""

POSTURES = ("standing", "sitting", "lying", "parked", "located", "walking")
Tail = tuple[Place, str]


def _modal(node: Node) -> bool:
    """Whether it speaks of voices and faces only."""
    if isinstance(node, Not | And | Or):
        return all(map(_modal, children(node)))
    return isinstance(node, Voice | Face)


class Attributes(Times, ABC):
    """Reads tails."""

    @abstractmethod
    def noun(self) -> Noun | None:
        """A noun phrase; None where none stands here."""

    def tail(self) -> Tail | None:
        """One attribute; None, passing nothing, where none stands here."""
        for read in (self._standing, self._dressed, self._holding, self._next_to):
            if (found := self.attempt(read)) is not None:
                return found
        return None

    def tailed(self, noun: Noun) -> Noun:
        """The noun with all attributes that follow."""
        while noun.thing is not None:
            if (tail := self.tail()) is not None:
                noun.thing.tails.append(tail)
            elif not noun.absent and (mood := self.attempt(self._minded)) is not None:
                noun.node = mood if noun.node is None else conjunction(noun.node, mood)
            else:
                break
        return noun

    def _minded(self) -> Node | None:
        """with an angry voice, with a sad face."""
        if (owned := self.attempt(self._whose)) is not None:
            return owned
        if not self.passes("with", "having", "who has", "who have", "speaking with", "speaking in", "talking in", "in"):
            return None
        noun = self.noun()
        node = None if noun is None or noun.thing is not None else noun.clause
        return node if node is not None and _modal(node) else None

    def _standing(self) -> Tail | None:
        """on the left, in the top corner of the screen."""
        self._who_is()
        if not self.passes("on", "at", "in", "to"):
            return None
        self.takes("the")
        place = self.take("position")
        if place is None or self.peek().lower in PARTS or (self.sees("of") and self.peek(2).lower not in FRAMES):
            return None
        self.passes("side", "hand side", "corner", "part", "half", "edge")
        self.passes(*(f"of the {frame}" for frame in FRAMES))
        return Place.WHERE, place

    def _dressed(self) -> Tail | None:
        """in red, wearing a blue jacket, with glasses."""
        self._who_is()
        if self.take("wearing") is None:
            return None
        self.skip("det")
        words = self._worn_words()
        if words[-1:] in (["clothes"], ["clothing"]) and len(words) > 1:
            words.pop()
        if len(words) == 1 and words[0] in COLOURS:
            return Place.WORN, f"in {words[0]}"
        if not words or singular(words[-1]) not in WORN.split(", "):
            return None
        head = singular(words[-1])
        phrase = " ".join([*words[:-1], head])
        return Place.WORN, "in " + (phrase if head in plurals() else article(phrase))

    def _whose(self) -> Node | None:
        """whose voice is sad (but whose face is not)."""
        self.passes("and", "but")
        if not self.takes("whose") or (mode := HEADS.get(self.peek().lower)) is None:
            return None
        self.advance()
        self.skip("asking", "look", "soundlike", "skip")
        denied = self.take("not") is not None
        feeling = self.take("feeling")
        if feeling is None:
            return None
        return negated(feel(mode, feeling)) if denied else feel(mode, feeling)

    def _worn_words(self) -> list[str]:
        words: list[str] = []
        while not self.sees(*CLOSED) and not (words and self.sees(*VERBAL) and not self.sees("worn")):
            word = self.advance()
            words.append(word.lower)
            if "worn" in word.tags:
                break
        return words

    def _holding(self) -> Tail | None:
        """holding an umbrella, on a bike, with a dog."""
        self._who_is()
        how = self.peek().lower
        if not self.sees("held") or (how == "on" and self.sees("position", ahead=2)):
            return None
        self.advance()
        what = self._owned()
        if what is None or (what.someone and how == "with"):
            return None
        return Place.HELD, f"{how} " + (what.phrase if what.noun in plurals() else article(what.phrase))

    def _next_to(self) -> Tail | None:
        self.passes("which is", "which are", "that is", "that are", "who is", "who are")
        if self.peek().lower in POSTURES and self.sees("besides", ahead=1):
            self.advance()
        how = self.take("besides")
        what = self._owned() if how else None
        return None if what is None else (Place.BESIDE, f"{how} {article(what.phrase)}")

    def _owned(self) -> Thing | None:
        """The plain thing an attribute is about."""
        what = self.noun()
        return None if what is None or what.node is not None or what.absent else what.thing

    def _who_is(self) -> None:
        if not self.passes("which is", "which are"):
            self.passes("who", "that")
            self.passes("is", "are")
