"""What a count has counted: things of a picture, appearances of tracked things, occurrences, or moments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sensorium.agent.answer.run import Run
from sensorium.agent.answer.schema import Row
from sensorium.agent.query import (
    Action,
    After,
    And,
    Before,
    Between,
    Count,
    During,
    First,
    Last,
    Lasting,
    Longest,
    Node,
    Nth,
    Obj,
    Or,
    Overlaps,
    Query,
    Says,
    Sound,
    Speaks,
    Time,
    Top,
    Until,
)
from sensorium.core.values import Detection, Image, Moment, State

Unit = Literal["things", "appearances", "times", "moments", "pictures", "mixed"]
"""`times` are occurrences of what happens, `moments` stretches of what lasts; `mixed`: things and appearances."""

EVEN = 0.5
"""A thing of a picture counts from an even chance on."""


class Tally(NamedTuple):
    """How many are sure and how many may be; of what; the most at once, where things were followed; in how many media.

    `phrase` is the thing that was counted, empty where it was something else.
    """

    unit: Unit
    sure: int
    maybe: int
    phrase: str = ""
    at_once: int = 0
    media: int = 1


def tally(query: Query, runs: Sequence[Run], rows: Sequence[Row]) -> Tally:
    """The count of a query over all its media."""
    where = query.where.arg if isinstance(query.where, Count) else query.where
    states = [state for run in runs for state in _states(run, where, rows)]
    sure = states.count("verified")
    unit = _unit(where, runs)
    phrase = thing.phrase if unit not in ("times", "moments") and (thing := _thing(where)) else ""
    most = max((_at_once([row for row in rows if row.media == run.at]) for run in runs), default=0)
    return Tally(unit, sure, len(states) - sure, phrase, most if unit == "appearances" else 0, len(runs))


def _states(run: Run, where: Node | None, rows: Sequence[Row]) -> list[State]:
    """The states of what is counted: the rows of a medium, but of a picture, which is one instant, the things."""
    if isinstance(run.medium, Image) and isinstance(where, Obj):
        things: list[Detection] = [
            thing for output in run.done.outputs.values() for thing in getattr(output, "detections", ())
        ]
        return ["verified" if thing.score >= EVEN else "candidate" for thing in things]
    return [row.state for row in rows if row.media == run.at]


def _unit(where: Node | None, runs: Sequence[Run]) -> Unit:
    stills = [isinstance(run.medium, Image) for run in runs]
    if stills and all(stills):
        return "things" if isinstance(where, Obj) else "pictures"
    followed = all(row.track for run in runs if not isinstance(run.medium, Image) for row in _held(run))
    unit: Unit = "moments" if where is None else _counted(where, followed)
    return "mixed" if any(stills) and unit == "appearances" else unit


def _held(run: Run) -> list[Moment]:
    return [row for row in run.done.rows if row.state != "contradicted"]


def _counted(node: Node, followed: bool) -> Unit:
    """What the rows of a clause are."""
    match node:
        case Obj(events=()):
            return "appearances" if followed else "moments"
        case Obj() | Says() | Speaks() | Action() | Sound():
            return "times"
        case And(args=args) | Or(args=args):
            units: set[Unit] = {_counted(arg, followed) for arg in args if not isinstance(arg, Time)}
            if len(units) == 1 and _same_things(node):
                return units.pop()
            return "times" if "times" in units else "moments"
        case _:
            inner = _kept(node)
            return "moments" if inner is None else _counted(inner, followed)


def _kept(node: Node | None) -> Node | None:
    """The clause whose rows a relation or a choice keeps; None of what is neither."""
    match node:
        case Before(left=inner) | After(left=inner) | During(left=inner) | Overlaps(left=inner) | Until(left=inner):
            return inner
        case Between(arg=inner) | First(arg=inner) | Last(arg=inner) | Nth(arg=inner) | Longest(arg=inner):
            return inner
        case Top(arg=inner) | Lasting(arg=inner):
            return inner
        case _:
            return None


def _same_things(node: And | Or) -> bool:
    """Two things at once are neither one's appearance: rows of theirs are where both are there."""
    return isinstance(node, Or) or sum(not isinstance(arg, Time) for arg in node.args) == 1


def _thing(node: Node | None) -> Obj | None:
    """The one thing whose appearances are counted, where it is one."""
    match node:
        case Obj():
            return node
        case And(args=args):
            return next((thing for arg in args if (thing := _thing(arg))), None)
        case _:
            inner = _kept(node)
            return None if inner is None else _thing(inner)


def _at_once(rows: Sequence[Row]) -> int:
    """The most sure rows that hold at one instant."""
    borders = [(row.end, -1) for row in rows if row.state == "verified"]
    borders += [(row.start, 1) for row in rows if row.state == "verified"]
    most = now = 0
    for _, step in sorted(borders):  # an end before a beginning at the same instant: spans are half open
        now += step
        most = max(most, now)
    return most
