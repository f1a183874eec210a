"""Verbs of speaking, writing and hearing."""

from __future__ import annotations

import re
from dataclasses import replace

from sensorium.agent.query import Node, Not, Says, Scene, Sound, Speaks, Text, conjunction, disjunction
from sensorium.agent.understand.rules.english.acts import Act, plainly, said_of
from sensorium.agent.understand.rules.english.lexicon import SIGNS
from sensorium.agent.understand.rules.english.nouns import Noun
from sensorium.agent.understand.rules.english.verbs import Verbs
from sensorium.agent.understand.rules.felt import feel
from sensorium.agent.understand.rules.thing import Thing

CLITIC = re.compile(r" (n['’]t|['’]\w+)\b")
"""What is written onto the word before it."""

GOING_OFF = ("go off", "goes off", "went off", "going off", "gone off")
HAPPENING = ("happen", "occur", "play", "go", "last")
OCCURRING = ("come up", "get mentioned", "crop up", "occur", "get use", "be use", "use", "turn up", "pop up", "happen")
"""What words do that may be spoken and may be written."""

SHORT = ("no", "yes", "ok", "okay", "maybe", "never", "stop", "go", "left", "right", "up", "down", "hi", "thanks")
"""What is said by itself."""

SPOKEN = (
    "in the conversation", "in conversation", "in the dialogue", "in speech", "in the speech", "in the audio",
    "in what is said", "in the interview", "in the talk", "in their conversation", "in the discussion", "out loud",
)  # fmt: skip
LEGIBLE = ("written", "printed", "displayed", "readable", "legible")


class Speaking(Verbs):
    """Reads what is said, written and heard."""

    def speech(self, subject: Noun) -> Act | None:
        """speaks Chinese, talks about dogs, talks angrily."""
        word = self.peek()
        if not self.take("speech"):
            return None
        self.takes("in")
        language = self.take("language")
        if self.passes("to", "with"):
            self.noun()
        if language is None and self.takes("about") and (words := self._rest()):
            return said_of(Says(phrase=words))
        if word.lower == "spoken" and isinstance(subject.node, Speaks | Text):
            return plainly(Says(phrase=subject.node.phrase) if isinstance(subject.node, Text) else subject.node)
        mood = self.take("manner") or self.attempt(self._mood)
        if mood is not None and self.takes("about") and (words := self._rest()):
            return said_of(conjunction(feel("voice", mood), Says(phrase=words)))
        return said_of(Speaks(language=language) if mood is None else feel("voice", mood))

    def _mood(self) -> str | None:
        """in an angry voice."""
        self.passes("in", "with")
        self.skip("det", "skip")
        feeling: str | None = self.take("feeling")
        return feeling if feeling and self.passes("tone of voice", "voice", "tone", "way", "manner") else None

    def saying(self, subject: Noun) -> Act | None:
        """says "good morning", mentions dogs, says something negative; a sign that says EXIT."""
        if not self.take("say"):
            return None
        self.passes("that", "the words", "the word", "of")
        self.takes("either")
        quote = self.take("quote")
        if quote is None and subject.node is not None and (mood := self.attempt(self._mood)) is not None:
            return plainly(feel("voice", mood))
        if quote is None and (feeling := self.attempt(self._worded)) is not None:
            return said_of(feel("wording", feeling))
        if quote is None and isinstance(subject.node, Text) and subject.base == "quote":
            return plainly(Says(phrase=subject.node.phrase))
        if quote is None and (language := self.attempt(self._in_language)) is not None:
            return said_of(Speaks(language=language))
        if quote is None and self.take("nothing"):
            return replace(said_of(Speaks()), negative=True)
        if quote is None and self.passes("anything", "something", "a word", "a single word", "a thing"):
            return said_of(Speaks())
        words = quote or self._rest()
        asked_where = self.spoken_of is None and any(w.lower in ("it", "that") for w in self.words[: self.at])
        asked_where &= any("where" in w.lower for w in self.words[: self.at])
        if words and (_written(subject) or (quote and asked_where)):
            return plainly(Text(phrase=words))
        if words and not isinstance(subject.node, Text):
            said: Node = Says(phrase=words)
            while (more := self.attempt(self._or_this)) is not None:
                joint, other = more
                said = disjunction(said, other) if joint == "or" else conjunction(said, other)
            return said_of(said)
        if isinstance(subject.node, Text):
            return plainly(Says(phrase=words or subject.node.phrase))
        return said_of(Says(phrase=words) if words else Speaks())

    def _or_this(self) -> tuple[str, Node] | None:
        """(says "yes") or "no"; hello but not goodbye."""
        joint = self.take("join")
        if joint not in ("and", "or", "but"):
            return None
        no = self.take("not")
        word = self.peek()
        ends = {"end", "mark", "comma", "prep", "relation", "besides"}
        plain = not word.tags or word.lower in SHORT
        if "quote" not in word.tags and (not plain or not (self.peek(1).tags.keys() & ends)):
            return None
        other = Says(phrase=self.advance().tags.get("quote", word.lower))
        return joint, (Not(arg=other) if no else other)

    def _in_language(self) -> str | None:
        """something in Italian."""
        self.passes("something", "anything", "a few words", "some words", "words")
        language: str | None = self.take("language") if self.takes("in") else None
        return language

    def _worded(self) -> str | None:
        """something negative."""
        self.passes("something", "anything", "things")
        self.skip("det", "skip")
        feeling: str | None = self.take("feeling")
        if feeling and self.take("moment") is None and self.take("wording") is None:
            self.passes("things", "stuff")
        return feeling

    def _rest(self) -> str:
        """Words up to the next connective, as they stand."""
        words: list[str] = []
        while not self.sees("join", "relation", "comma", "mark", "end", "again") and not self.times_ahead():
            if self.sees("number") and self.sees("unit", ahead=1) and self.sees("relation", ahead=2):
                break
            words.append(self.advance().text)
        return CLITIC.sub(r"\1", " ".join(words))

    def showing(self, subject: Noun) -> Act | None:
        """reads "EXIT", is written, is heard, happens."""
        if self.take("reads"):
            text = self.take("quote") or (self._rest() if subject.thing is not None else "")
            return plainly(Text(phrase=text)) if text else None
        if self.take("hear"):
            return Act(make=_heard)
        if isinstance(subject.node, Text) and self.passes(*OCCURRING):
            return plainly(self._told(subject.node.phrase))
        if self.passes("come up"):
            return Act()
        if subject.node is None:
            return None
        if isinstance(subject.node, Sound) and self.peek().lower in GOING_OFF:
            self.advance()
            return Act()
        if isinstance(subject.node, Sound | Speaks) and self.peek().tags.get("event") in ("stop", "start"):
            self.at += 1  # that it begins or ends; it is found, and not that it does
            return Act()
        if self.passes(*LEGIBLE):
            return Act()
        if not self.sees("lasting") and self.passes(*HAPPENING):
            self.passes("on", "off")
            return Act()
        return None

    def _told(self, words: str) -> Node:
        """The word "x" comes up: in speech, or on a sign; either where that is not told."""
        if self.passes(*SPOKEN) or self.attempt(self._in_what_they_say):
            return Says(phrase=words)
        start = self.at
        if self.passes("on screen", "on the screen") or (self.takes("on") and self.noun() is not None):
            return Text(phrase=words)
        self.at = start
        return disjunction(Says(phrase=words), Text(phrase=words))

    def _in_what_they_say(self) -> bool | None:
        """in what they say."""
        if not self.passes("in what"):
            return None
        noun = self.noun()
        return (noun is not None and noun.thing is not None and self.take("say") is not None) or None

    def heard(self) -> Node | None:
        """What one hears: a sound by name, a thing's sound, or speech."""
        self.skip("det", "skip")
        noun = self.noun()
        if noun is None:
            return None
        if isinstance(noun.node, Scene):
            return Sound(phrase=noun.node.phrase)
        if self.sees("soundverb", "ownsound", "verb", "speech", "say", "event") or noun.node is not None:
            return self.continued(noun)
        making = self.peek()
        if making.ing and not making.tags and noun.thing is not None:
            self.advance()
            return Sound(phrase=f"{noun.thing.phrase} {making.lower}")
        heard = _heard(noun)
        return Noun(node=heard, absent=noun.absent).clause

    def continued(self, noun: Noun) -> Node | None:
        """The clause of a subject with the verbs that follow."""
        raise NotImplementedError


def _heard(noun: Noun) -> Node:
    if noun.base == "voice":
        return Speaks()
    if noun.node is not None:
        return noun.node
    thing = noun.thing or Thing(someone=True)
    return Speaks() if thing.someone else Sound(phrase=thing.phrase)


def _written(subject: Noun) -> bool:
    """Whether the subject is something that carries writing."""
    noun = subject.thing.noun if subject.thing else ""
    return noun in SIGNS.split(", ") or noun.endswith(" sign")
