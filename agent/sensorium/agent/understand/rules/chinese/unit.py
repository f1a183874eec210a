"""A clause of Chinese half read: its thing, what it does, what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sensorium.agent.query import EventCall, Node, Not, Scene, conjunction
from sensorium.agent.understand.rules.english.reader import Reader
from sensorium.agent.understand.rules.english.tokens import Word
from sensorium.agent.understand.rules.thing import COLOURS, Place, Thing, beside, negated, seen


@dataclass
class Unit:
    """What a clause came to. `bare` is a thing of which nothing is said; `absent` that it is not there.

    `mode` is what the last word says all feelings are told from: 表情, 声音; `all` that what is said of
    it is said of all before it: 都.
    """

    thing: Thing | None = None
    events: list[EventCall] = field(default_factory=list)
    denied: list[EventCall] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    absent: bool = False
    nobody: bool = False
    mode: str = ""
    all: bool = False

    @property
    def bare(self) -> bool:
        return self.thing is not None and not (self.events or self.denied or self.nodes)

    @property
    def empty(self) -> bool:
        return self.thing is None and not (self.events or self.denied or self.nodes)

    def node(self) -> Node | None:
        """The clause; None where nothing was said."""
        parts: list[Node] = []
        thing = self.thing
        if self.events:
            without = [call.model_copy(update={"never": True}) for call in self.denied]
            parts.append(seen(thing or Thing("vehicle"), *self.events, *without))
        else:
            parts += [Not(arg=seen(thing or Thing("vehicle"), call)) for call in self.denied]
        parts += self.nodes
        if thing is not None and not self.events and not self.denied and (thing.particular or self.absent or not parts):
            there = seen(thing)
            if self.absent:
                parts.append(Not(arg=there))
                return conjunction(*parts)
            parts.append(there)
        if not parts:
            return None
        if self.nobody and any(isinstance(part, Scene) for part in parts):  # 厨房里没人
            where: list[Node] = [part for part in parts if isinstance(part, Scene)]
            done: list[Node] = [part for part in parts if not isinstance(part, Scene)]
            return conjunction(*where, negated(conjunction(*done) if done else seen(Thing())))
        denied = self.nobody or (self.absent and (not thing or bool(self.events)))
        return negated(conjunction(*parts)) if denied else conjunction(*parts)


class Clause(Reader):
    """What all readers of a clause share; `inherited` is the thing spoken of before.

    `adjectives` and `tails` wait for their noun, `no` and `never` for their verb, `mode` for its feeling.
    """

    guessed = ""
    """A name that no table knows."""

    def __init__(self, words: list[Word], inherited: Thing | None = None) -> None:
        super().__init__(words)
        self.unit = Unit()
        self.inherited = inherited
        self.adjectives: list[str] = []
        self.tails: list[tuple[Place, str]] = []
        self.mode = "affect"
        self.no = self.never = False

    def named(self, noun: str) -> None:
        """A thing by its noun, with the attributes that waited for it."""
        self.settle()
        others = [word for word in self.adjectives if word in COLOURS]
        adjectives = [word for word in self.adjectives if word not in others] + others
        self.unit.thing = Thing(noun, adjectives, self.tails, someone=noun == "person")
        self.adjectives, self.tails = [], []
        if self.unit.denied and not self.unit.events:
            self.unit.events = [call.model_copy(update={"never": True}) for call in self.unit.denied]
            self.unit.denied = []

    def settle(self) -> None:
        """A second thing: the first stands for itself."""
        thing = self.unit.thing
        if thing is not None and self.guessed == thing.noun and "of" in self.peek(-2).tags:  # 兰色的汽车
            self.peek(-3).used, self.unit.thing = False, None
            if self.unit.absent:
                self.unit.absent = False
                self.peek(-4).used = False
        elif thing is not None and self.unit.absent and not self.unit.events and "of" in self.peek(-2).tags:
            self.unit.nodes.append(Not(arg=seen(thing)))  # 没有司机的卡车
            self.unit.thing, self.unit.absent = None, False
        elif thing is not None and thing.particular:
            if self.unit.events:
                self.unit.nodes.append(seen(thing, *self.unit.events))
                self.unit.events = []
            else:
                self.unit.nodes.append(seen(thing))
            self.unit.thing = None

    def say(self, node: Node, *, shows: bool = False, keeps: bool = False) -> None:
        """One more thing said of the subject; `shows`: it names it already; `keeps`: more is to come of it."""
        thing = self.unit.thing
        if (self.no or self.never) and not keeps:
            node = negated(node)
            self.no = self.never = False
        if shows:
            self.unit.thing = None
        elif thing is not None and self.unit.absent:
            self.unit.nodes.append(Not(arg=seen(thing)))
            self.unit.thing, self.unit.absent = None, False
        elif thing is not None and not keeps and thing.particular and not (self.unit.events or self.unit.denied):
            node = beside(node, thing)
            self.unit.thing = None
        self.unit.nodes.append(node)
