"""Verbs of being, feeling, moving and doing. Each reader gives an act, or None where its verb does not stand here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sensorium.agent.query import Action, EventCall, Scene, Sound, Speaks, disjunction
from sensorium.agent.understand.rules.english.acts import Act, plainly, said_of, silent
from sensorium.agent.understand.rules.english.lexicon import PEOPLE_SOUNDS
from sensorium.agent.understand.rules.english.nouns import CLOSED, Noun
from sensorium.agent.understand.rules.english.phrases import Phrases
from sensorium.agent.understand.rules.english.tokens import WEATHER, plurals, singular, third_person
from sensorium.agent.understand.rules.felt import feel
from sensorium.agent.understand.rules.thing import COLOURS, Thing, article, seen
from sensorium.core.tasks.motion import Event

TARGETED = ("approach", "leave", "enter", "cross")
STAYING = ("stay", "stays", "stayed", "staying", "remain", "remains", "remained", "remaining")
FRAME = ("frame", "picture", "scene", "shot", "screen", "view", "image", "video", "camera", "clip")
WHEREABOUTS = ("at", "into", "around", "onto", "in", "for", "on")
OBJECT_ENDS = tuple(kind for kind in CLOSED if kind not in ("prep", "held", "besides", "of", "wearing"))


class Verbs(Phrases):
    """Reads verbs; `subject` is an empty noun where nobody was named."""

    def emotion(self, subject: Noun) -> Act | None:
        """is sad, looks happy or surprised, sounds angry, smiles."""
        mode = subject.base if subject.base in ("voice", "face") else "affect"
        if self.sees("look", "soundlike"):
            mode = "voice" if self.sees("soundlike") else "face"
            self.advance()
            self.takes("to", "be")
            self.skip("skip")
        if (smiling := self.take("expression")) is not None:
            return said_of(feel("face", smiling))
        if not self.sees("feeling"):
            self.takes("in")
        neither = self.takes("neither")
        feeling = self.take("feeling")
        if feeling is None:
            return None
        node = feel(mode, feeling)
        other = self.attempt(lambda: self.take("feeling") if self.take("join") in ("or", "nor") else None)
        act = said_of(node if other is None else disjunction(node, feel(mode, other)))
        return replace(act, negative=neither)

    def presence(self, subject: Noun) -> Act | None:
        """is visible, appears; is missing."""
        if self.take("absent") or self.passes("gone"):
            return Act(negative=True)
        if self.peek().lower in STAYING and self.sees("relation", "join", "comma", "mark", "end", ahead=1):
            self.advance()
            return Act()
        if not self.sees("seen") or (self.sees("reads") and self.sees("quote", "det", ahead=1)):
            return None
        if self.peek().lower == "there" and self.sees("asking", "no", ahead=1):  # there is: a clause of its own
            return None
        self.advance()
        self.skip("seen", "skip")
        return Act()

    def motion(self, subject: Noun) -> Act | None:
        """turns left, approaches the gate."""
        self.take("manner")
        if subject.node is None and self.take("goingon"):
            return Act(event=EventCall(name="stop", never=True))
        passive = self.peek().lower == "left" and self.sees("asking", "skip", ahead=-1)
        event = (
            None
            if passive and "known" not in self.peek(1).tags and not self.sees("det", "end", "mark", ahead=1)
            else self.take("event")
        )
        if event is None or (subject.node is not None and subject.thing is None):
            return None
        event = (self.attempt(self._side) if event == "turn" else None) or event
        target = self._target() if event in TARGETED else None
        self.target = target or self.target
        if event == "wait":
            self._passed_over(self._awaited)
        if event not in TARGETED:
            self._passed_over(self._somewhere)
        return Act(event=EventCall(name=event, to=target))

    def _side(self) -> Event | None:
        """turns *sharply to the left*."""
        while self.sees("skip", "manner", "adverb") and self.peek().lower.endswith("ly"):
            self.advance()
        self.passes("to", "towards", "toward")
        self.passes("the", "its", "his", "her", "their")
        side = self.peek().lower
        if side not in ("left", "right"):
            return None
        self.advance()
        return "turn left" if side == "left" else "turn right"

    def _target(self) -> str | None:
        """What is approached, left, entered or crossed; the frame itself is nothing more."""
        if self.sees("join", "relation"):
            return None
        noun = self.attempt(self._aimed_at)
        if noun is not None and isinstance(noun.node, Scene):
            return noun.node.phrase
        if noun is None or noun.thing is None:
            return None
        return None if noun.thing.noun in FRAME else noun.thing.phrase

    def _aimed_at(self) -> Noun | None:
        if self.window() is not None:
            return None
        if self.sees("prep") or self.peek().lower in ("towards", "toward"):
            self.advance()
        return self.noun()

    def _passed_over(self, read: Callable[[], Noun | None]) -> None:
        """at the light, into the street: what no event tells; passed, but not used."""
        start = self.at
        if self.attempt(read) is not None:
            for word in self.words[start : self.at]:
                word.used = bool(word.tags.keys() & {"prep", "det"})

    def _awaited(self) -> Noun | None:
        """(waits for) the car to pass."""
        noun = self.noun()
        if noun is None or not self.takes("to") or not self.sees("verb", "event"):
            return None
        self.advance()
        return noun

    def _somewhere(self) -> Noun | None:
        told_elsewhere = self.sees("position", "ordinal", ahead=2) or self.sees("clock", "number", "place", ahead=1)
        if self.peek().lower not in WHEREABOUTS or told_elsewhere or self.sees("ordinal", ahead=1):
            return None
        self.advance()
        noun = self.noun()
        return noun if noun is not None and noun.thing is not None else None

    def voicing(self, subject: Noun) -> Act | None:
        """barks, laughs, rings."""
        if (sound := self.take("soundverb")) is not None:
            node = Sound(phrase=sound)
            return said_of(node) if sound in PEOPLE_SOUNDS else plainly(node)
        word = self.peek()
        if (verb := self.take("ownsound")) is None:
            return None
        if isinstance(subject.node, Sound):
            return Act()
        gerund = word.lower if word.ing else f"{verb.removesuffix('e')}ing"
        return plainly(Sound(phrase=f"{subject.thing.phrase if subject.thing else 'alarm'} {gerund}"))

    def state(self, subject: Noun) -> Act | None:
        """is silent; is red; is on the left."""
        if self.take("silence"):
            return silent()
        if isinstance(subject.node, Speaks) and self.peek(1).tags.get("language") and self.takes("in"):
            return plainly(Speaks(language=self.take("language")))
        if subject.thing is None:
            return None
        if self.peek().lower in COLOURS:
            colour = self.advance().lower
            return Act(make=lambda noun: seen(_coloured(noun.thing or Thing(), colour)))
        tail = self.tail()
        if tail is None:
            return None
        subject.thing.tails.append(tail)
        return Act()

    def deed(self, subject: Noun) -> Act | None:
        """opens a door: what no event says."""
        if subject.base in ("voice", "face") and (told := self.attempt(self._betrayed)) is not None:
            return said_of(feel(subject.base, told))
        verb = self.peek()
        strange = not verb.tags and verb.lower.endswith(("s", "ing", "ed")) and subject.thing is not None
        if not self.sees("verb") and not strange:
            return None
        ahead = 1
        while self.sees("det", ahead=ahead):
            ahead += 1
        if strange and ahead > 1 and self.peek(ahead).lower in (*FRAME, "film", "movie"):  # who directed this film
            return None
        if self.sees("relation") and subject.thing is None and (subject.node is not None or self.at > 0):
            return None
        self.advance()
        if verb.lower in WEATHER:
            return plainly(Scene(phrase=verb.lower.removesuffix("ing")))
        base = verb.tags.get("verb") or next(iter(verb.bases[1:]), verb.lower)
        words: list[str] = []
        while not self.sees(*OBJECT_ENDS) or (self.peek().lower in ("over", "under") and self.sees("det", ahead=1)):
            if self.peek().lower == "for" and self._so_many_ahead():
                break
            if self.sees("prep") and (self.times_ahead() or self.sees("place", "position", ahead=2)):
                break
            words.append(self._object_word())
        done = verb.lower if strange and verb.lower.endswith("s") else third_person(base)
        phrase = " ".join([done, *filter(None, words)])
        return Act(make=lambda noun: Action(phrase=f"{(noun.thing or Thing()).phrase} {phrase}"))

    def _betrayed(self) -> str | None:
        """(a voice) trembles with fear, (a face) shows disgust."""
        self.advance()
        self.passes("with", "in", "of", "from", "out of")
        feeling: str | None = self.take("feeling")
        return feeling

    def _object_word(self) -> str:
        """A word of what is done, articles made indefinite."""
        word = self.advance()
        if word.lower in ("each", "other", "each other", "one another") or word.tags.get("skip") == word.lower:
            return ""
        if "det" not in word.tags:
            return word.lower
        following = self.peek().lower
        plain = not following or singular(following) != following or following in plurals()
        return "" if plain else article(following).split(" ")[0]

    def _so_many_ahead(self) -> bool:
        """for 10 seconds, for a minute."""
        return self.sees("unit", ahead=2) and (self.sees("number", ahead=1) or self.peek(1).lower in ("a", "an", "one"))

    def times_ahead(self) -> bool:
        """Whether "in the first ..." stands here."""
        return self.peek().lower in ("in", "for") and self.sees("ordinal", ahead=2)


def _coloured(thing: Thing, colour: str) -> Thing:
    return replace(thing, adjectives=[*thing.adjectives, colour])
