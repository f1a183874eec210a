"""What a noun phrase comes to, and the kinds of word that end one."""

from __future__ import annotations

from dataclasses import dataclass, field

from sensorium.agent.query import EventCall, Node, Not, Speaks, conjunction
from sensorium.agent.understand.rules.thing import Thing, seen

VERBAL = (
    "event", "verb", "say", "speech", "seen", "look", "soundlike", "soundverb", "ownsound", "expression",
    "reads", "hear", "absent", "goingon",
)  # fmt: skip
"""Kinds that begin a verb phrase."""

CLOSED = (
    "join", "relation", "asking", "not", "never", "no", "noone", "nothing", "comma", "mark", "end", "prep", "besides",
    "wearing", "held", "counting", "again", "of", "clock", "percent", "lasting", "atleast", "atmost", "adverb",
    "manner", "ordinal",
)  # fmt: skip
"""Kinds that are never part of a name."""


INTERROGATIVE = ("what", "which", "how", "why", "when", "where")
"""What only asks, and is never part of a name."""


@dataclass
class Noun:
    """A thing, or a clause of its own (`node`), or neither: a bare "moments"; `base` says what kind of clause."""

    thing: Thing | None = None
    node: Node | None = None
    absent: bool = False
    base: str = ""

    @property
    def clause(self) -> Node | None:
        """The phrase as a clause."""
        node = self.node
        if self.base == "voice" and node is None and self.thing is not None and self.thing.someone:
            node = Speaks()
        if self.thing is not None and (node is None or self.thing.particular):
            there = seen(self.thing)
            node = there if node is None else conjunction(node, there)
        return Not(arg=node) if self.absent and node is not None else node


@dataclass
class Parts:
    """A phrase half read: words of the name, what is felt, what it does."""

    words: list[str] = field(default_factory=list)
    felt: Node | None = None
    events: list[EventCall] = field(default_factory=list)

    def with_felt(self, node: Node) -> Node:
        """`node` together with what is felt."""
        return node if self.felt is None else conjunction(self.felt, node)
