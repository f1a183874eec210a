"""Heads of noun phrases that are no plain thing: feelings, voices, sounds, places, languages, turns, moments."""

from __future__ import annotations

from sensorium.agent.query import (
    Affect,
    Call,
    EventCall,
    Node,
    Not,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    conjunction,
    disjunction,
)
from sensorium.agent.understand.rules.english.attributes import HEADS, Attributes
from sensorium.agent.understand.rules.english.lexicon import PEOPLE, PEOPLE_SOUNDS
from sensorium.agent.understand.rules.english.nouns import CLOSED, Noun, Parts
from sensorium.agent.understand.rules.english.tokens import singular
from sensorium.agent.understand.rules.felt import feel, remoded
from sensorium.agent.understand.rules.thing import COLOURS, Thing, beside, seen

SPOKEN_WORDS = (
    "question",
    "sentence",
    "remark",
    "line",
    "answer",
    "reply",
    "command",
    "quote",
    "phrase",
    "exclamation",
)
"""What a quote is called that somebody says."""

SIGNS = ("sign", "text", "board", "writing")
TURNING = ("turn", "stop", "halt", "approach", "exit", "corner")
DONE_BY_PEOPLE = ("approach", "leave", "enter", "cross", "wait")
LOUDNESS = ("background", "loud", "distant", "sudden")


class Heads(Attributes):
    """Reads heads; each reader gives the phrase, or None where it was only a part of it."""

    spoken_of: Thing | None = None
    outer: Thing | None = None
    """What was spoken of before the thing whose attributes are read."""

    target = ""
    """What was approached, entered or left last."""

    denying = False
    """Whether a "not" is open: a second one then begins a clause of its own."""

    def acting(self, noun: Noun, parts: Parts) -> Noun:
        """The turning car: the thing with what it does."""
        if not parts.events or noun.thing is None:
            return noun
        there = seen(noun.thing, *parts.events)
        return Noun(node=there if noun.node is None else conjunction(noun.node, there))

    def _quoted(self, parts: Parts) -> Noun:
        text = self.take("quote")
        if any(word in SPOKEN_WORDS for word in parts.words):
            return Noun(node=Says(phrase=text), base="quote")
        written = self.take("sign") is not None or any(word in SIGNS for word in parts.words)
        return Noun(node=Text(phrase=text), base="" if written else "quote")

    def _pronoun(self, parts: Parts) -> Noun | None:
        if self.outer is not None and self.outer.tails:
            return None  # a cat on the table, a dog under it: which of them, nobody can tell
        self.advance()
        if self.outer is not None:
            return Noun(thing=self.outer)
        somebody = self.spoken_of is None or self.spoken_of.noun in PEOPLE.split(", ")
        if somebody and self.target:
            return Noun(thing=Thing(self.target))
        return Noun(thing=self.spoken_of or Thing(someone=True))

    def _another_one(self, parts: Parts) -> Noun | None:
        """the red one."""
        if self.spoken_of is None:
            return None
        self.advance()
        return self.tailed(Noun(thing=Thing(self.spoken_of.noun, parts.words), node=parts.felt))

    def _someone(self, parts: Parts) -> Noun:
        self.advance()
        owned = self.peek().lower in ("'s", "’s") and not parts.words
        if owned and self.sees("feeling", ahead=1) and self.peek(2).lower in HEADS:
            self.advance()
            return self.noun() or Noun()
        if self.peek().lower in ("'s", "’s") and self.peek(1).lower in HEADS and not parts.words:
            self.advance()
            return Noun(thing=Thing(someone=True), base=HEADS[self.advance().lower])
        return self.acting(self.tailed(Noun(thing=Thing("person", parts.words, someone=True), node=parts.felt)), parts)

    def _seeming(self, parts: Parts) -> None:
        mode, feeling = self.take("seeming")
        parts.felt = parts.with_felt(feel(mode, feeling))

    def _superlative(self, parts: Parts) -> None:
        parts.felt = feel("affect", self.take("superlative"))

    def _feelings(self, parts: Parts) -> None:
        """sad; sad or angry; sad but not angry; happy and excited."""
        node = feel("affect", self.take("feeling"))
        while (more := self.attempt(self._more_feeling)) is not None:
            joint, feeling = more
            node = disjunction(node, feeling) if joint == "or" else conjunction(node, feeling)
        parts.felt = parts.with_felt(node)

    def _more_feeling(self) -> tuple[str, Node] | None:
        listed = self.sees("comma")
        if listed and (self.peek(1).lower in ("just", "only", "simply") or (self.denying and not self._goes_on())):
            return None
        joint = "or" if self.takes("nor") else self.take("join") or ("or" if self.take("comma") else None)
        if joint not in ("and", "or", "but"):
            return None
        self.skip("skip", "det")
        no = self.take("not") or self.take("no")
        if no and self.denying:
            return None
        feeling = self.take("feeling")
        if feeling is None:
            return None
        node = feel("affect", feeling)
        return ("and" if no and listed else joint), Not(arg=node) if no else node

    def _goes_on(self) -> bool:
        """(neither sad), angry nor happy: whether an or ends the list."""
        later = self.words[self.at :]
        return any(word.tags.get("join") in ("or", "nor") for word in later)

    def _silence(self, parts: Parts) -> None:
        self.advance()
        parts.felt = parts.with_felt(Silence())

    def _cut(self, parts: Parts) -> Noun:
        """a cut, scene changes."""
        self.advance()
        return Noun(node=parts.with_felt(Call(task="shot_boundary_detection")), base="cut")

    def _smiling(self, parts: Parts) -> None:
        parts.felt = feel("face", self.take("expression"))

    def _modal(self, parts: Parts) -> Noun:
        """an angry voice, sad faces; without a feeling they are somebody's, or things."""
        head = singular(self.advance().lower)
        mode = HEADS[head]
        self.passes("of voice", "of speech", "on his face", "on her face", "on their face", "on its face")
        if parts.felt is not None:
            return Noun(node=remoded(parts.felt, mode))
        told = self.peek().lower in ("that", "which") and self.sees("asking", "look", ahead=1)
        told |= self.sees("reads") and self.sees("feeling", ahead=1)
        if mode == "voice" or told or self.sees("asking", "look", "soundlike"):
            return Noun(thing=Thing(someone=True), base=mode)
        return self.tailed(Noun(thing=Thing(head, parts.words)))

    def _in_words(self, parts: Parts) -> Noun | None:
        """negative words."""
        if parts.felt is None:
            return None
        self.advance()
        return Noun(node=remoded(parts.felt, "wording"))

    def _moments(self, parts: Parts) -> Noun:
        """sad moments, car scenes; what nobody knows of them is given up as unused."""
        self.advance()
        if not parts.words and self.peek(-1).lower.endswith("thing") and self.peek().lower in COLOURS:
            return self.tailed(Noun(thing=Thing("object", [self.advance().lower]), node=parts.felt))
        if not parts.words:
            return Noun(node=parts.felt)
        *adjectives, head = parts.words
        if not any("known" in word.tags for word in self.words[: self.at - 1] if word.lower == head):
            self.given_up(parts.words)
            return Noun(node=parts.felt)
        return Noun(node=parts.with_felt(seen(Thing(singular(head), adjectives))))

    def given_up(self, words: list[str]) -> None:
        """What was said of it and no query says: unused."""
        for word in self.words[: self.at]:
            word.used &= word.lower not in words

    def _language(self, parts: Parts) -> Noun | None:
        """Chinese speech, English; a Chinese restaurant is none."""
        spoken = self.peek(1).lower in ("speaker", "speakers", "spoken", "voice")
        if not spoken and not self.sees("speechnoun", *CLOSED, ahead=1):
            return None
        language = self.take("language")
        if self.take("speechnoun") is None:
            self.passes("speaker", "speakers", "voice")
        return Noun(node=parts.with_felt(Speaks(language=language)))

    def _talk(self, parts: Parts) -> Noun:
        self.given_up(parts.words)
        self.advance()
        parts.felt = None if parts.felt is None else remoded(parts.felt, "voice")
        return Noun(node=parts.with_felt(Speaks()))

    def _sound(self, parts: Parts) -> Noun:
        """a siren, police sirens, sad music, engine noise."""
        word, name = self.peek(), self.take("sound")
        kind = [part for part in parts.words if part not in LOUDNESS]
        if kind and name == "noise":
            name = " ".join([*kind[:-1], singular(kind[-1])])
        elif kind:
            name = " ".join([*kind, word.lower if word.ing else singular(word.lower)])
        if isinstance(parts.felt, Affect):
            name = f"{parts.felt.feeling} {name}"
        self.take("soundlike")
        return Noun(node=Sound(phrase=name), base="sound")

    def _sounding(self, parts: Parts) -> Noun | None:
        """A barking dog, laughing children."""
        start, name = self.at, self.take("soundverb")
        noun = self.noun()
        if noun is None or noun.thing is None:
            self.at = start
            return None
        node = beside(Sound(phrase=name), noun.thing if name in PEOPLE_SOUNDS else None)
        return Noun(node=parts.with_felt(node), base="sound")

    def _scene(self, parts: Parts) -> Noun:
        """a sunny beach, a beach at sunset, kitchen scenes."""
        name = " ".join([*parts.words, self.take("place")])
        scenes = self.passes("scene", "shot")
        if self.peek().lower == "at" and self.sees("place", ahead=1):
            self.advance()
            name += " at " + self.take("place")
        return Noun(node=parts.with_felt(Scene(phrase=name)), base="" if scenes else "place")

    def _event(self, parts: Parts) -> Noun | None:
        """The turning car; a left turn of the car; the stop."""
        word = self.peek()
        if word.ing and self.nominal(1):
            parts.events.append(EventCall(name=self.take("event")))
            return None
        named = self.sees("det", "ordinal", "no", "size", ahead=-1) or self.sees("of", ahead=1)
        plural = word.lower.endswith(("turns", "stops"))
        if not any(part in word.lower for part in TURNING) or not (named or plural):
            return None
        event = EventCall(name=self.take("event"))
        owner = self.noun() if self.take("of") or self.passes("by", "made by") else self.attempt(self._maker)
        thing = owner.thing if owner is not None and owner.thing is not None else None
        thing = thing or Thing("person" if event.name in DONE_BY_PEOPLE else "vehicle")
        return Noun(node=seen(thing, event), base="event")

    def _maker(self) -> Noun | None:
        """(every stop) the tram makes."""
        self.passes("that", "which")
        noun = self.noun() if self.sees("det") else None
        return noun if noun is not None and self.passes("make", "take", "do", "perform") else None

    def nominal(self, ahead: int) -> bool:
        """Whether the word there can be (part of) the name of a thing."""
        word = self.peek(ahead)
        if not word.tags.keys() - {"known", "size", "worn", "sign"}:
            return word.text != ""
        return word.lower in ("person", "people") or (
            self.sees("place", ahead=ahead) and not self.sees(*CLOSED, ahead=ahead)
        )
