"""The value of a query over the rows its atoms gave: each operator is one call of the moment algebra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sensorium.agent.query import (
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
    Not,
    Nth,
    Or,
    Overlaps,
    Time,
    Top,
    Until,
    render,
)
from sensorium.core import moments as algebra
from sensorium.core.moments import MomentSet
from sensorium.core.moments.rows import CANDIDATE
from sensorium.core.values import Moment, TimeSpan


class Evaluator:
    """Evaluates against `rows`, by canonical atom; `whole` is the medium. Values are kept: equal parts cost once."""

    def __init__(self, rows: Mapping[str, Sequence[Moment]], whole: TimeSpan) -> None:
        self._rows = rows
        self._whole = whole
        self._kept: dict[str, MomentSet] = {}

    def __call__(self, node: Node) -> MomentSet:
        """The rows of `node`, contradicted ones included; KeyError where an atom has no rows yet."""
        key = render(node)
        if key not in self._kept:
            self._kept[key] = self._value(node, key)
        return self._kept[key]

    def _value(self, node: Node, key: str) -> MomentSet:
        match node:
            case And(args=args):
                return self._all(args)
            case Or(args=args):
                return algebra.disjoin(*map(self, args))
            case Not(arg=arg):
                return algebra.negate(self(arg), self._whole)
            case Time():
                return MomentSet.of(window(node, self._whole))
            case Before() | After() | During() | Overlaps() | Between() | Until():
                return self._related(node)
            case Lasting() | First() | Last() | Nth() | Longest() | Top() | Count():
                return self._selected(node)
            case _:
                return MomentSet.of(self._rows[key])

    def _all(self, args: Sequence[Node]) -> MomentSet:
        """Time windows cut what the other clauses say; they say nothing of their own that tracks could lose."""
        rows = [self(arg) for arg in args if not isinstance(arg, Time)]
        windows = [self(arg) for arg in args if isinstance(arg, Time)]
        made = algebra.conjoin(*rows) if rows else windows.pop()
        for spans in windows:
            made = algebra.within(made, [row.span for row in spans])
        return made

    def _cut(self, left: Time, rows: MomentSet) -> MomentSet:
        """A window is no event that could be before or after something: it is cut to the time that is."""
        return algebra.within(rows, [row.span for row in self(left)])

    def _related(self, node: Before | After | During | Overlaps | Between | Until) -> MomentSet:
        match node:
            case Before(left=Time() as left, right=right, within=within):
                return self._cut(left, algebra.lead(self(right), self._whole, within))
            case After(left=Time() as left, right=right, within=within):
                return self._cut(left, algebra.trail(self(right), self._whole, within))
            case During(left=Time() as left, right=right) | Overlaps(left=Time() as left, right=right):
                return self._cut(left, self(right))
            case Between(arg=Time() as left, opening=opening, closing=closing):
                after, before = algebra.trail(self(opening), self._whole), algebra.lead(self(closing), self._whole)
                return self._cut(left, algebra.conjoin(after, before))
            case Before(left=left, right=right, within=within):
                return algebra.before(self(left), self(right), within)
            case After(left=left, right=right, within=within):
                return algebra.after(self(left), self(right), within)
            case During(left=left, right=right):
                return algebra.during(self(left), self(right))
            case Overlaps(left=left, right=right):
                return algebra.overlaps(self(left), self(right))
            case Between(arg=arg, opening=opening, closing=closing):
                return algebra.between(self(arg), self(opening), self(closing))
            case Until(left=left, right=right):
                return algebra.until(self(left), self(right))

    def _selected(self, node: Lasting | First | Last | Nth | Longest | Top | Count) -> MomentSet:
        rows = self(node.arg)
        match node:
            case Lasting(min=least, max=most):
                return algebra.lasting(rows, least, most)
            case Nth(k=k):
                return algebra.nth(rows, k)
            case Top(k=k):
                return algebra.top(rows, k)
            case First():
                return algebra.first(rows)
            case Last():
                return algebra.last(rows)
            case Longest(k=k):
                return algebra.longest(rows, k or 1)
            case Count():
                return rows


def window(node: Time, whole: TimeSpan) -> tuple[Moment, ...]:
    """The span a time clause names, cut to the medium: seconds or percent, from the end where negative."""
    scale = whole.seconds / 100 if node.unit == "%" else 1.0

    def at(value: float) -> float:
        return (whole.end if value < 0 else whole.start) + value * scale

    start = max(whole.start, at(node.start))
    end = whole.end if node.end is None else min(whole.end, at(node.end))
    if start >= end:
        return ()
    return (Moment(span=TimeSpan(start=start, end=end), score=1.0, label=render(node)),)


def alive(rows: MomentSet) -> tuple[TimeSpan, ...]:
    """Where rows are not contradicted, as spans in order and apart."""
    claims = rows.at_least(CANDIDATE)
    spans: list[tuple[float, float]] = []
    for start, end in zip(claims.start.tolist(), claims.end.tolist(), strict=True):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif end > start:
            spans.append((start, end))
    return tuple(TimeSpan(start=start, end=end) for start, end in spans)
