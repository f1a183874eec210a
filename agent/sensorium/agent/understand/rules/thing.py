"""A thing as both languages describe it: one English noun phrase with its attributes in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from sensorium.agent.query import EventCall, Node, Not, Obj, conjunction

COLOURS = frozenset(
    [
        "red",
        "orange",
        "yellow",
        "green",
        "blue",
        "purple",
        "violet",
        "pink",
        "brown",
        "black",
        "white",
        "grey",
        "gray",
        "silver",
        "golden",
        "gold",
        "beige",
        "cyan",
    ]
)
PERSON = "person"


class Place(IntEnum):
    """Where a tail stands after the noun."""

    WORN = 0
    HELD = 1
    BESIDE = 2
    WHERE = 3


@dataclass
class Thing:
    """`adjectives noun tails`; `someone` is said of anybody, and then matters only for what is done."""

    noun: str = ""
    adjectives: list[str] = field(default_factory=list)
    tails: list[tuple[Place, str]] = field(default_factory=list)
    someone: bool = False

    @property
    def phrase(self) -> str:
        """Colours next to the noun; worn before held before beside before where."""
        colours = [word for word in self.adjectives if word in COLOURS]
        others = [word for word in self.adjectives if word not in COLOURS]
        tails = [text for _, text in sorted(self.tails, key=lambda tail: tail[0])]
        return (
            " ".join(dict.fromkeys([*others, *colours])) * bool(self.adjectives)
            + " " * bool(self.adjectives)
            + " ".join([self.noun or PERSON, *tails])
        )

    @property
    def particular(self) -> bool:
        """Whether it is more than anybody."""
        return not self.someone or bool(self.adjectives or self.tails)


def seen(thing: Thing, *events: EventCall) -> Node:
    """It is there, or does these things."""
    return Obj(phrase=thing.phrase, events=events)


def beside(node: Node, thing: Thing | None) -> Node:
    """`node`, and the thing in the picture where it is a particular one."""
    return conjunction(node, seen(thing)) if thing is not None and thing.particular else node


def negated(node: Node) -> Node:
    """Not, where two cancel out."""
    return node.arg if isinstance(node, Not) else Not(arg=node)


def article(phrase: str) -> str:
    """The phrase with a or an."""
    return f"an {phrase}" if phrase[:1] in "aeiou" else f"a {phrase}"
