"""Noun phrases: what is spoken of, with its attributes."""

from __future__ import annotations

from collections.abc import Callable

from sensorium.agent.query import Says, Text
from sensorium.agent.understand.rules.english.attributes import HEADS
from sensorium.agent.understand.rules.english.heads import Heads
from sensorium.agent.understand.rules.english.nouns import CLOSED, INTERROGATIVE, VERBAL, Noun, Parts
from sensorium.agent.understand.rules.english.tokens import singular
from sensorium.agent.understand.rules.thing import COLOURS, Place, Thing

EXTREMES = {word: word for word in ("largest", "biggest", "smallest", "tallest", "oldest", "youngest", "nearest")} | {
    "larger": "largest", "bigger": "biggest", "smaller": "smallest", "taller": "tallest", "older": "oldest",
}  # fmt: skip
PRONOUNS = (
    "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "he", "she", "they", "i", "you", "we", "him",
    "them", "who", "whoever",
)  # fmt: skip
"""What no adjective stands before."""

SEEKING = ("find", "show", "see", "spot", "locate", "tell", "give", "do", "can", "could", "is", "are", "i", "let")
"""First words of commands that are no part of a name."""

GREETINGS = ("hello", "goodbye", "bye", "hi", "welcome")
COMMON = {"get", "become", "seem", "keep", "begin", "come", "go"}
"""Verbs that are no part of a name, whatever else they may be."""

UNSEEN = ("word", "language", "sentence", "second", "minute", "hour", "reason", "volume", "loudness", "topic")
"""What no picture shows, said of nothing."""

Read = Callable[[Parts], Noun | None]


class Phrases(Heads):
    """Reads noun phrases; `spoken_of` is what "it" means."""

    def noun(self) -> Noun | None:
        return self.attempt(self._noun)

    def _noun(self) -> Noun | None:
        self.skip()
        absent = self.take("no") is not None
        if self.take("noone"):
            return self.tailed(Noun(thing=Thing(someone=True), absent=True))
        parts = Parts()
        while (found := self._head(parts)) is None and not self._stops(parts):
            parts.words.append(self.advance().lower)
        found = found or self._ended(parts)
        if found is not None:
            found.absent |= absent
        return found

    def _head(self, parts: Parts) -> Noun | None:
        """The phrase, where its head stands here; adjectives that say more than a name are passed on the way."""
        while True:
            start = self.at
            while (
                self.sees("det", "number", "skip") and not self.sees("unit", ahead=1) and not self._named_before(parts)
            ):
                many = self.peek().tags.get("number", 1)
                self.advance().used = many == 1
            reader = self._reader(parts)
            found = None if reader is None else reader(parts)
            if found is not None or reader is None or self.at == start:
                return found

    def _reader(self, parts: Parts) -> Read | None:
        """Who reads the word here, if it is more than a plain word of a name."""
        word, tags, bare = self.peek(), self.peek().tags, not parts.words
        checks: tuple[tuple[Read, bool], ...] = (
            (self._quoted, "quote" in tags),
            (self._announced, "announced" in tags),
            (self._of_them, word.lower in EXTREMES and self.sees("of", ahead=1) and bare),
            (self._pronoun, word.lower in ("it", "itself") and bare),
            (self._seeming, "seeming" in tags),
            (self._superlative, "superlative" in tags and parts.felt is None),
            (self._feelings, "feeling" in tags and not ("event" in tags and not bare)),
            (self._modal, singular(word.lower) in HEADS),
            (self._in_words, "wording" in tags and parts.felt is not None),
            (self._another_one, self._named_before(parts)),
            (self._moments, "moment" in tags and not (self._compound() and "known" in self.peek(1).tags)),
            (self._silence, "silence" in tags),
            (self._cut, "cut" in tags and bare and self.sees(*CLOSED, "seen", ahead=1)),
            (self._language, "language" in tags),
            (self._talk, "speechnoun" in tags and not (word.ing and "known" in self.peek(-1).tags and not bare)),
            (
                self._someone,
                "someone" in tags and (bare or word.lower not in PRONOUNS) and (bare or not self._compound()),
            ),
            (self._sounding, "soundverb" in tags and word.ing and bare and self.nominal(1)),
            (
                self._sound,
                "sound" in tags and not self._compound() and (bare or not word.ing) and not self._several(),
            ),
            (
                self._scene,
                "place" in tags and not self._compound() and not parts.events and not self._sounds_next(),
            ),
            (self._event, "event" in tags and bare),
            (self._smiling, "expression" in tags and bare and word.ing and self.nominal(1)),
        )
        return next((read for read, fits in checks if fits), None)

    def _announced(self, parts: Parts) -> Noun:
        """What a plugin's word asks for: a clause of its own."""
        return Noun(node=parts.with_felt(self.take("announced")), base="announced")

    def _of_them(self, parts: Parts) -> None:
        """the largest of the dogs, the smaller of the two dogs: an adjective."""
        parts.words.append(EXTREMES[self.advance().lower])
        self.advance()
        self.skip("det")
        if self.sees("number"):
            self.advance()

    def _named_before(self, parts: Parts) -> bool:
        """the red *one*: a thing spoken of before."""
        told = bool(parts.words) or (
            self.sees("det", "comma", "join", ahead=-1) and self.sees("held", "wearing", "besides", "prep", ahead=1)
        )
        return told and self.spoken_of is not None and self.peek().lower in ("one", "ones")

    def _compound(self) -> bool:
        """Whether the next word goes on with the name, as in beach ball."""
        following = self.peek(1)
        if COMMON & set(following.bases):
            return False
        if not following.tags.keys() - {"known"}:
            return following.text != ""
        return self.sees("worn", ahead=1) and not self.sees("wearing", ahead=1)

    def _stops(self, parts: Parts) -> bool:
        if self.sees(*CLOSED) or self._strange_verb(parts) or (parts.words and self.peek().lower in PRONOUNS):
            return True
        if self.peek().lower == "than":
            return True
        if self.sees("command") and self.peek().lower.split(" ")[0] in SEEKING:
            return True
        if parts.words and COMMON & set(self.peek().bases):
            return True
        if (
            self.peek().lower.split("'")[0] in INTERROGATIVE
            or self.peek().lower.startswith("i'")
            or self._measured()
            or (parts.words and self._recolours())
        ):
            return True
        if not self.sees(*VERBAL):
            return False
        named = self.sees("sign", "place", "worn", "sound") and not self.peek().ing and not self._several()
        return not named and (bool(parts.words) or not self.sees("det", ahead=-1))

    def _sounds_next(self) -> bool:
        """church bells."""
        return self.sees("sound", ahead=1) and not self.sees(*CLOSED, "soundverb", ahead=1)

    def _several(self) -> bool:
        """the students laugh: they do; no sound is called so."""
        before = self.peek(-1)
        return "soundverb" in self.peek().tags and "known" in before.tags and singular(before.lower) != before.lower

    def _measured(self) -> bool:
        """A length or a time: 3 seconds, half a minute."""
        return (self.sees("number", ahead=-self.sees("unit")) and self.sees("unit", ahead=not self.sees("unit"))) or (
            self.peek().lower == "half" and self.sees("unit", ahead=2)
        )

    def _recolours(self) -> bool:
        """(the light) going green."""
        return bool({"go", "turn", "become", "get"} & set(self.peek().bases)) and self.peek(1).lower in COLOURS

    def _strange_verb(self, parts: Parts) -> bool:
        """A word nobody lists, shaped as a verb, after a noun everybody knows: the dog stumbles."""
        before, word = self.peek(-1), self.peek()
        shaped = not word.tags and (word.ing or word.lower.endswith(("s", "ed")))
        return bool(parts.words) and shaped and "known" in before.tags and singular(before.lower) == before.lower

    def _ended(self, parts: Parts) -> Noun | None:
        if not parts.words:
            return Noun(node=parts.felt) if parts.felt else None
        *adjectives, head = parts.words
        if singular(head) in UNSEEN and not self.sees(*VERBAL, "asking", "join"):
            return None
        if adjectives in (["word"], ["words"]):
            return Noun(node=Text(phrase=head), base="quote")
        side = next((word for word in adjectives if word.startswith(("left", "right"))), None)
        tails = [(Place.WHERE, f"on the {'left' if side.startswith('left') else 'right'}")] if side else []
        thing = Thing(singular(head), [word for word in adjectives if word != side], tails)
        if head in GREETINGS and not adjectives and self.sees("det", "ordinal", ahead=-2):
            return Noun(node=Says(phrase=head), base="quote")
        self.outer, self.spoken_of = self.spoken_of, thing
        noun = self.tailed(Noun(thing=thing, node=parts.felt))
        self.outer, self.spoken_of = None, thing
        return self.acting(noun, parts)
