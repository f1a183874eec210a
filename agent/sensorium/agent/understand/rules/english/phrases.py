"""Noun phrases: what is spoken of, with its attributes."""

from __future__ import annotations

from dataclasses import dataclass, field

from sensorium.agent.query import (
    Affect,
    EventCall,
    Face,
    Node,
    Not,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    Voice,
    Wording,
    conjunction,
    disjunction,
)
from sensorium.agent.understand.rules.english.lexicon import PEOPLE, PEOPLE_SOUNDS, WORN
from sensorium.agent.understand.rules.english.times import Times
from sensorium.agent.understand.rules.english.tokens import plurals, singular
from sensorium.agent.understand.rules.thing import COLOURS, Place, Thing, article, beside, seen

FELT = {"affect": Affect, "voice": Voice, "face": Face, "wording": Wording}
HEADS = {"voice": "voice", "tone": "voice", "face": "face", "expression": "face", "intonation": "voice"}
VERBAL = (
    "event",
    "verb",
    "say",
    "speech",
    "seen",
    "look",
    "soundlike",
    "soundverb",
    "ownsound",
    "expression",
    "reads",
    "hear",
)
CLOSED = ("join", "relation", "asking", "not", "never", "no", "noone", "nothing", "comma", "mark", "end", "prep", "besides",
          "wearing", "held", "counting", "again", "of", "clock", "percent", "lasting", "atleast", "atmost", "adverb", "manner", "ordinal")  # fmt: skip


@dataclass
class Noun:
    """What a noun phrase came to: a thing, or a clause of its own (`node`), or neither: a bare "moments"."""

    thing: Thing | None = None
    node: Node | None = None
    moments: bool = False
    absent: bool = False
    base: str = ""

    @property
    def clause(self) -> Node | None:
        """The phrase as a clause."""
        node = self.node
        if self.thing is not None and (node is None or self.thing.particular):
            there = seen(self.thing)
            node = there if node is None else conjunction(node, there)
        return Not(arg=node) if self.absent and node is not None else node


def feel(mode: str, feeling: str) -> Node:
    """A feeling in one modality."""
    node: Node = FELT[mode].model_validate({"feeling": feeling})
    return node


@dataclass
class _Parts:
    words: list[str] = field(default_factory=list)
    felt: Node | None = None
    mode: str = "affect"
    events: list[EventCall] = field(default_factory=list)


FRAMES = ("screen", "frame", "picture", "image", "video", "scene", "shot")


class Phrases(Times):
    """Reads noun phrases; `spoken_of` is what "it" means."""

    spoken_of: Thing | None = None

    def noun(self) -> Noun | None:
        """A noun phrase; None where none stands here."""
        return self.attempt(self._noun)

    def _noun(self) -> Noun | None:
        self.skip()
        absent = self.take("no") is not None
        if self.take("noone"):
            return self._tailed(Noun(thing=Thing(someone=True), absent=True))
        parts = _Parts()
        while (found := self._step(parts)) is None and not self._stops(parts):
            parts.words.append(self.advance().lower)
        found = found or self._ended(parts)
        if found is None:
            return None
        found.absent |= absent
        return found

    def _step(self, parts: _Parts) -> Noun | None:
        """A word that ends the phrase or is more than a part of its name; None for any other."""
        while self.sees("det", "number", "skip") and not self.sees("unit", ahead=1):
            self.advance()
        word, tags = self.peek(), self.peek().tags
        if "quote" in tags:
            return self._quoted(parts)
        if word.lower in ("it", "itself") and not parts.words:
            self.advance()
            return Noun(thing=self.spoken_of or Thing(someone=True))
        if "superlative" in tags and parts.felt is None:
            parts.felt = feel("affect", self.take("superlative"))
        elif "feeling" in tags and not ("event" in tags and parts.words):
            self._feelings(parts)
            return self._step(parts)
        elif word.lower in HEADS or (word.bases and HEADS.get(singular(word.lower))):
            return self._modal(parts)
        elif "wording" in tags and parts.felt is not None:
            self.advance()
            return Noun(node=_again(parts.felt, "wording"))
        elif "moment" in tags and not (self._compound() and "known" in self.peek(1).tags):
            return self._moments(parts)
        elif "silence" in tags:
            self.advance()
            parts.felt = conjunction(parts.felt, Silence()) if parts.felt else Silence()
            return self._step(parts)
        elif "language" in tags:
            return self._language(parts)
        elif "speechnoun" in tags:
            self.advance()
            return Noun(node=_both(parts.felt and _again(parts.felt, "voice"), Speaks()))
        elif word.lower in ("one", "ones") and parts.words and self.spoken_of is not None:
            self.advance()
            parts.words.append(self.spoken_of.noun)
            return self._ended(parts)
        elif "someone" in tags and not (parts.words and self._compound()):
            self.advance()
            return self._acting(
                self._tailed(Noun(thing=Thing("person", parts.words, someone=True), node=parts.felt)), parts
            )
        elif "soundverb" in tags and word.ing and not parts.words and self._nominal(1):
            return self._sounding(parts)
        elif "sound" in tags and not self._compound() and not (parts.words and word.ing):
            return self._sound(parts)
        elif "place" in tags and not self._compound() and not parts.events:
            return self._scene(parts)
        elif "event" in tags and not parts.words:
            return self._event(parts)
        elif "expression" in tags and not parts.words and word.ing and (self._nominal(1) or word.lower.endswith("s")):
            parts.felt = feel("face", self.take("expression"))
            return self._step(parts)
        return None

    def _compound(self) -> bool:
        """Whether the next word goes on with the name, as in beach ball."""
        following = self.peek(1)
        return (
            not following.tags.keys() - {"known"}
            and following.text != ""
            or (self.sees("worn", ahead=1) and not self.sees("wearing", ahead=1))
        )

    def _stops(self, parts: _Parts) -> bool:
        tags = self.peek().tags
        if any(kind in tags for kind in CLOSED):
            return True
        if self._strange_verb(parts):
            return True
        if any(kind in tags for kind in VERBAL):
            named = self.sees("sign", "place", "worn", "sound") and not self.peek().ing
            after_article = self.at > 0 and "det" in self.words[self.at - 1].tags
            return not (named or after_article) or bool(parts.words and not named)
        return False

    def _strange_verb(self, parts: _Parts) -> bool:
        """A word nobody lists, shaped as a verb, after a noun everybody knows: the dog stumbles."""
        before = self.peek(-1)
        shaped = not self.peek().tags and (self.peek().ing or self.peek().lower.endswith(("s", "ed")))
        return bool(parts.words) and shaped and "known" in before.tags and singular(before.lower) == before.lower

    def _ended(self, parts: _Parts) -> Noun | None:
        if not parts.words:
            return Noun(node=parts.felt) if parts.felt else None
        *adjectives, head = parts.words
        if adjectives in (["word"], ["words"]):
            return Noun(node=Text(phrase=head), base="quote")
        position = self._side(adjectives)
        thing = self.spoken_of = Thing(singular(head), adjectives, position)
        return self._acting(self._tailed(Noun(thing=thing, node=parts.felt)), parts)

    def _side(self, adjectives: list[str]) -> list[tuple[Place, str]]:
        found = [
            word for word in adjectives if word in ("left", "right", "leftmost", "rightmost", "left-hand", "right-hand")
        ]
        for word in found:
            adjectives.remove(word)
        return [(Place.WHERE, f"on the {'left' if word.startswith('left') else 'right'}") for word in found]

    def _acting(self, noun: Noun, parts: _Parts) -> Noun:
        """The turning car: the thing with what it does."""
        if not parts.events or noun.thing is None:
            return noun
        return Noun(node=_both(noun.node, seen(noun.thing, *parts.events)))

    def _quoted(self, parts: _Parts) -> Noun:
        text = self.take("quote")
        if self.take("sign") or any(word in ("sign", "text", "board", "writing") for word in parts.words):
            return Noun(node=Text(phrase=text))
        return Noun(node=Text(phrase=text), base="quote")

    def _feelings(self, parts: _Parts) -> None:
        """sad; sad or angry; sad but not angry; happy and excited."""
        node = feel("affect", self.take("feeling"))
        while True:

            def another() -> Node | None:
                joint = self.take("join") if self.sees("join") else ("or" if self.take("comma") else None)
                if joint not in ("and", "or", "but"):
                    return None
                self.skip("skip", "det")
                no = self.take("not") or self.take("no")
                if not self.sees("feeling"):
                    return None
                more = feel("affect", self.take("feeling"))
                more = Not(arg=more) if no else more
                return disjunction(node, more) if joint == "or" else conjunction(node, more)

            more = self.attempt(another)
            if more is None:
                break
            node = more
        parts.felt = _both(parts.felt, node)

    def _modal(self, parts: _Parts) -> Noun | None:
        """an angry voice, sad faces; without a feeling they are things or speech."""
        word = self.advance()
        mode = HEADS[singular(word.lower)]
        if parts.felt is None and self.sees("asking", "look", "soundlike") or parts.felt is None and mode == "voice":
            return Noun(thing=Thing(someone=True), base=mode)
        if parts.felt is None:
            return self._tailed(Noun(thing=Thing(singular(word.lower), parts.words)))
        return Noun(node=_again(parts.felt, mode))

    def _moments(self, parts: _Parts) -> Noun:
        self.advance()
        if not parts.words:
            return Noun(node=parts.felt, moments=True)
        *adjectives, head = parts.words
        if not any("known" in word.tags for word in self.words[: self.at - 1] if word.lower == head):
            for word in self.words[: self.at]:
                word.used &= word.lower not in parts.words
            return Noun(node=parts.felt, moments=True)
        node = seen(Thing(singular(head), adjectives))
        return Noun(node=_both(parts.felt, node), moments=True)

    def _language(self, parts: _Parts) -> Noun | None:
        if not (self.sees("speechnoun", "asking", "end", "join", "relation", "comma", "mark", "prep", ahead=1)
                or self.peek(1).lower in ("speaker", "speakers", "spoken", "voice")):  # fmt: skip
            return None
        language = self.take("language")
        if self.take("speechnoun") is None and self.peek().lower in ("speaker", "speakers", "voice"):
            self.advance()
        return Noun(node=_both(parts.felt, Speaks(language=language)))

    def _sound(self, parts: _Parts) -> Noun:
        word = self.peek()
        name = self.take("sound")
        quiet = [part for part in parts.words if part not in ("loud", "distant", "sudden")]
        if quiet and name != "noise":
            name = " ".join([*quiet, singular(word.lower)]) if not word.ing else " ".join([*quiet, word.lower])
        elif quiet:
            name = " ".join([*quiet[:-1], singular(quiet[-1])])
        if isinstance(parts.felt, Affect):
            name = f"{parts.felt.feeling} {name}"
        if self.sees("soundlike"):
            self.advance()
        return Noun(node=Sound(phrase=name), base="sound")

    def _sounding(self, parts: _Parts) -> Noun | None:
        """A barking dog, laughing children."""
        name = self.take("soundverb")
        noun = self.noun()
        if noun is None or noun.thing is None:
            return None
        node = beside(Sound(phrase=name), noun.thing if name in PEOPLE_SOUNDS else None)
        return Noun(node=_both(parts.felt, node), base="sound")

    def _scene(self, parts: _Parts) -> Noun:
        name = " ".join([*parts.words, self.take("place")])
        if self.takes("scene") or self.takes("shot"):
            return Noun(node=_both(parts.felt, Scene(phrase=name)), moments=True)
        if self.peek().lower == "at" and self.sees("place", ahead=1):
            self.advance()
            name += " at " + self.take("place")
        return Noun(node=_both(parts.felt, Scene(phrase=name)), base="place")

    def _event(self, parts: _Parts) -> Noun | None:
        """The turning car; a left turn of the car; the stop."""
        word = self.peek()
        named = self.at > 0 and ("det" in self.words[self.at - 1].tags or "ordinal" in self.words[self.at - 1].tags
                                 or "no" in self.words[self.at - 1].tags or "size" in self.words[self.at - 1].tags)  # fmt: skip
        if word.ing and self._nominal(1):
            parts.events.append(EventCall(name=self.take("event")))
            return self._step(parts)
        noun_like = any(part in word.text.lower() for part in ("turn", "stop", "halt", "approach", "exit", "corner"))
        if not noun_like or not (named or self.sees("of", ahead=1) or word.lower.endswith(("turns", "stops"))):
            return None
        event = EventCall(name=self.take("event"))
        if self.take("of") or self.takes("by") or self.takes("made", "by"):
            owner = self.noun()
            if owner is not None and owner.thing is not None:
                return Noun(node=seen(owner.thing, event), base="event")
        return Noun(node=seen(Thing("person" if event.name in ("approach", "leave", "enter", "cross", "wait") else "vehicle"),
                              event), base="event")  # fmt: skip

    def _nominal(self, ahead: int) -> bool:
        tags = self.peek(ahead).tags
        if not tags.keys() - {"known", "size", "worn", "sign"}:
            return self.peek(ahead).text != ""
        return (
            "someone" in tags
            and self.peek(ahead).lower in ("person", "people")
            or "place" in tags
            and not CLOSED_IN(tags)
        )

    def _tailed(self, noun: Noun) -> Noun:
        while noun.thing is not None and (tail := self.tail()) is not None:
            noun.thing.tails.append(tail)
        return noun

    def tail(self) -> tuple[Place, str] | None:
        """An attribute that follows a noun: in red, on the left, holding an umbrella, next to a tree."""
        for read in (self._standing, self._dressed, self._holding, self._next_to):
            if (found := self.attempt(read)) is not None:
                return found
        return None

    def _standing(self) -> tuple[Place, str] | None:
        self.takes("that", "is") or self.takes("who", "is") or self.takes("that", "are") or self.takes("who", "are")
        if not (self.takes("on") or self.takes("at") or self.takes("in") or self.takes("to")):
            return None
        self.takes("the")
        if not self.sees("position"):
            return None
        place = self.take("position")
        if self.sees("of") and not any(self.sees(kind, ahead=1) and self.peek(2).lower in FRAMES for kind in ("det",)):
            return None
        for closing in (("side",), ("hand", "side"), ("corner",), ("part",), ("half",), ("edge",)):
            if self.takes(*closing):
                break
        for what in ("screen", "frame", "picture", "image", "video"):
            if self.takes("of", "the", what):
                break
        return Place.WHERE, place

    def _dressed(self) -> tuple[Place, str] | None:
        self.takes("who") or self.takes("that")
        self.takes("is") or self.takes("are")
        if not self.sees("wearing"):
            return None
        self.advance()
        self.skip("det")
        words: list[str] = []
        while not self.sees(*CLOSED) and not (words and self.sees("verb", "event") and not self.sees("worn")):
            word = self.advance()
            words.append(word.lower)
            if "worn" in word.tags:
                break
        if not words:
            return None
        if words[-1] in ("clothes", "clothing") and len(words) > 1 and words[-2] in COLOURS:
            words.pop()
        if words[-1] in COLOURS and len(words) == 1:
            return Place.WORN, f"in {words[0]}"
        head = singular(words[-1])
        if not self._is_worn(head):
            return None
        phrase = " ".join([*words[:-1], head])
        return Place.WORN, "in " + (phrase if head in plurals() else article(phrase))

    def _is_worn(self, head: str) -> bool:
        return head in WORN.split(", ")

    def _holding(self) -> tuple[Place, str] | None:
        self.takes("who") or self.takes("that")
        self.takes("is") or self.takes("are")
        how = self.peek().lower
        if not self.sees("held") or how == "on" and self.sees("position", ahead=2):
            return None
        self.advance()
        what = self.noun()
        if (
            what is None
            or what.thing is None
            or what.node is not None
            or what.absent
            or what.thing.someone
            and how == "with"
        ):
            return None
        head = what.thing.noun
        return Place.HELD, f"{how} " + (what.thing.phrase if head in plurals() else article(what.thing.phrase))

    def _next_to(self) -> tuple[Place, str] | None:
        for posture in ("standing", "sitting", "lying", "parked", "located", "walking"):
            if self.peek().lower == posture and self.sees("besides", ahead=1):
                self.advance()
        how = self.peek().lower
        if not self.sees("besides"):
            return None
        self.advance()
        what = self.noun()
        if what is None or what.thing is None or what.node is not None or what.absent:
            return None
        return Place.BESIDE, f"{how} {article(what.thing.phrase)}"


def CLOSED_IN(tags: dict[str, object]) -> bool:
    return any(kind in tags for kind in CLOSED)


def _both(left: Node | None, right: Node) -> Node:
    return right if left is None else conjunction(left, right)


def _again(felt: Node, mode: str) -> Node:
    """The same feeling in another modality."""
    if isinstance(felt, Affect):
        return feel(mode, felt.feeling)
    if isinstance(felt, Not):
        return Not(arg=_again(felt.arg, mode))
    if args := getattr(felt, "args", ()):
        return felt.model_copy(update={"args": tuple(_again(arg, mode) for arg in args)})
    return felt


def felt_by(thing: Thing | None, node: Node) -> Node:
    """A feeling, and who has it where that is somebody particular."""
    if thing is not None and thing.noun not in PEOPLE.split(", ") and thing.noun in ("mood", "atmosphere", "tone"):
        return node
    return beside(node, thing)
