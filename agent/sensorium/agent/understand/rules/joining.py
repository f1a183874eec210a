"""How clauses come together in either language: at once, in turn, by relation, by choice."""

from __future__ import annotations

from collections.abc import Callable

from sensorium.agent.query import (
    After,
    Before,
    During,
    First,
    Last,
    Lasting,
    Longest,
    Node,
    Not,
    Nth,
    Obj,
    Or,
    Overlaps,
    Time,
    Top,
    Until,
    conjunction,
    disjunction,
)
from sensorium.agent.understand.rules.felt import feel

SOON = 3.0
"""Seconds that "right after" allows."""

WHOLE = Time(start=0)
"""What is meant where only a relation is given: "after the siren"."""

ANYTHING = "vehicle"
"""Who turns and stops where nobody is named."""

CHOOSING = First | Last | Nth | Longest | Lasting
Choice = Callable[[Node], Node]


def both(first: Node | None, then: Node) -> Node:
    """At once; where one and the same thing does both, a chain."""
    if first is None:
        return then
    if isinstance(first, Obj) and isinstance(then, Obj) and first.phrase == then.phrase and then.events:
        return Obj(phrase=first.phrase, events=(*first.events, *then.events))
    return conjunction(first, then)


def in_turn(first: Node, then: Node) -> Node:
    """One after the other; where one and the same thing does both, a chain."""
    chained = both(first, then)
    return chained if isinstance(chained, Obj) else Before(left=first, right=then)


def either_way(first: Node, then: Node) -> Node:
    """One after the other, in whichever order."""
    return disjunction(in_turn(first, then), in_turn(then, first))


def related(relation: str, left: Node, right: Node, within: float | None) -> Node:
    """A relation by name; "just before" and "just after" bring their own limit."""
    soon = within if within is not None else SOON if relation.startswith("just") else None
    match relation.removeprefix("just "):
        case "before":
            return Before(left=left, right=right, within=soon)
        case "after":
            return After(left=left, right=right, within=soon)
        case "around":
            return Or(
                args=(Before(left=left, right=right, within=within), After(left=left, right=right, within=within))
            )
        case "during":
            return During(left=left, right=right)
        case "overlaps":
            return Overlaps(left=left, right=right)
    return Until(left=left, right=right)


def ordinal(k: int, many: int = 1) -> Choice:
    """The k-th, from the end where k is negative; the first or last `many`."""
    if many > 1 and abs(k) == 1:
        return those(tuple(k * i for i in range(1, many + 1)))
    return those((k,))


def those(places: tuple[int, ...]) -> Choice:
    """The ones at these places in time."""
    return lambda node: disjunction(*(Nth(arg=node, k=k) for k in places))


def shared(first: Node, then: Node) -> tuple[Node, Node]:
    """the first stop and the last turn *of the bus*: whoever is named once does both."""
    if isinstance(first, CHOOSING):
        return first.model_copy(update={"arg": shared(first.arg, then)[0]}), then
    if isinstance(then, CHOOSING | Not):
        return shared(first, then.arg)[0], then
    if isinstance(first, Obj) and isinstance(then, Obj) and then.events and first.phrase == ANYTHING:
        return first.model_copy(update={"phrase": then.phrase}), then
    return first, then


def longest(many: int = 1) -> Choice:
    """The `many` that last longest."""
    return lambda node: Longest(arg=node, k=many if many > 1 else None)


def longest_but(rank: int) -> Choice:
    """The one that only rank - 1 others outlast: the second longest."""
    if rank == 1:
        return longest()
    return lambda node: conjunction(Longest(arg=node, k=rank), Not(arg=Longest(arg=node, k=rank - 1)))


def superlative(feeling: str, k: int) -> Choice:
    """The k moments that feel most so."""

    def choose(node: Node) -> Node:
        felt = feel("affect", feeling)
        return Top(arg=felt if node == WHOLE else conjunction(felt, node), k=k)

    return choose


def chosen(choice: Choice | None, node: Node | None) -> Node | None:
    """The choice made, where there is something to choose from; a superlative brings its own feeling."""
    if choice is None:
        return node
    made = choice(node or WHOLE)
    return made if node is not None or (isinstance(made, Top) and made.arg != WHOLE) else None
