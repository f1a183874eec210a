"""One clause of Chinese, read from left to right: each word by the reader of its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sensorium.agent.query import Not, Text
from sensorium.agent.understand.rules.chinese.doings import Doings
from sensorium.agent.understand.rules.chinese.unit import Unit
from sensorium.agent.understand.rules.thing import Place, Thing, seen

PREDICATES = (
    "event", "feeling", "speech", "say", "verb", "deed", "expression", "looks", "sounds_like", "sound", "silence",
)  # fmt: skip
"""Kinds that a 没有 before them denies; before anything else it says that the thing is not there."""


IDLE = frozenset(
    (
        "skip",
        "of",
        "comma",
        "mark",
        "commands",
        "questions",
        "at",
        "moments",
        "seen",
        "frames",
        "unit",
        "from",
        "number",
        "nth",
    )
)
"""Kinds that say nothing where no reader takes them."""


class Units(Doings):
    """Reads the words of one clause; `without` is what its thing does not wear."""

    without: Sequence[tuple[Place, str]] = ()

    def read(self) -> Unit:
        """The whole clause."""
        while not self.done:
            before = self.at
            self._step()
            if self.at == before:
                self.at += 1
        unit = self.unit
        if unit.thing is not None and self.without:
            unit.nodes.append(Not(arg=seen(Thing(unit.thing.noun, tails=list(self.without)))))
            unit.nodes.append(seen(unit.thing))
            unit.thing = None
        if unit.thing is not None and self.adjectives and not unit.thing.someone:
            unit.thing.adjectives += self.adjectives
        written = any(isinstance(node, Text) for node in unit.nodes)
        if unit.thing is None and self.tails and self.inherited is None and not written:
            self.named("person")
        if unit.thing is None and (unit.events or unit.denied):
            unit.thing = self.inherited
        return unit

    def _step(self) -> None:
        if any(self.sees(kind) and take() for kind, take in self._readers()):
            return
        word = self.peek()
        if not word.tags and self.unit.thing is None and len(word.text) > 1 and not self.unit.nodes:
            self.guessed = word.text
            self.named(self.advance().text)
        elif word.tags.get("number", 1) != 1:
            self.at += 1
        elif word.tags.keys() & IDLE:
            self.advance()

    def _readers(self) -> tuple[tuple[str, Callable[[], bool]], ...]:
        """Who takes a word of which kind; the first that accepts it."""
        return (
            ("announced", self.announced),
            ("no_one", self.nobody), ("cut", self.cut), ("told", self.told),
            ("going_on", self.going_on), ("never", self._never),
            ("silence", self.silence), ("sound", self.sound),
            ("no", self._negation), ("not", self._negation), ("someone", self.somebody),
            ("expression", self.expression),
            ("feeling", self.feeling), ("looks", self.look), ("sounds_like", self.voice), ("voices", self.voice),
            ("wearing", self.worn), ("held", self.held), ("toward", self.toward), ("from", self.out_of),
            ("event", self.event),
            ("deed", self.deed),
            ("colour", self.attribute), ("adjective", self.attribute), ("position", self.position),
            ("beside", self.beside), ("place", self.place), ("written", self.written), ("noun", self.noun),
            ("speech", self.speech), ("say", self.saying), ("language", self.language), ("heard", self.heard),
            ("quote", self.quote), ("verb", self.deed), ("cry", self.cry), ("worn", self.clothed),
        )  # fmt: skip

    def _never(self) -> bool:
        self.advance()
        self.never = True
        return True

    def _negation(self) -> bool:
        ahead = 1
        while self.sees("skip", "seen", "at", ahead=ahead) and not self.sees(*PREDICATES, ahead=ahead):
            ahead += 1
        self.advance()
        if self.sees("wearing") and (self.tails or self.adjectives):  # 穿黑大衣没戴帽子的女人
            worn, self.tails = self.tails, []
            had = self.worn()
            self.without, self.tails = (self.tails if had else []), worn
            return True
        if self.sees(*PREDICATES, ahead=ahead - 1):
            self.no = not self.no
        else:
            self.unit.absent = True
        return True
