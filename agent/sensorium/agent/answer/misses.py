"""Near misses: what almost was an answer, and the clause that failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sensorium.agent.evaluate import Evaluator
from sensorium.agent.query import And, Count, First, Last, Lasting, Longest, Node, Nth, Top, render
from sensorium.core.moments.rows import CANDIDATE, CONTRADICTED, MomentSet
from sensorium.core.values import Moment, TimeSpan

MOST = 5
SHORTEST = 0.5
"""Seconds: shorter rows are borders, not misses."""


class Miss(NamedTuple):
    """A row that was considered and did not hold, the clause that failed, and why."""

    moment: Moment
    failed: str
    why: str


def near_misses(where: Node, values: Evaluator) -> tuple[Miss, ...]:
    """The contradicted rows of a query, most nearly true first, each with its first failing clause.

    What lies in an answer is none: there another thing did it.
    """
    core = _unselected(where)
    clauses = core.args if isinstance(core, And) else (core,)
    found: dict[TimeSpan, Miss] = {}
    for row in values(core).having(CONTRADICTED):
        if row.span.seconds >= SHORTEST and not _holds(values(core), row.span):
            found.setdefault(row.span, _judged(row, clauses, values))
    ranked = sorted(found.values(), key=lambda miss: (-_held(miss.moment, clauses, values), miss.moment.span.start))
    return tuple(ranked[:MOST])


def _unselected(node: Node) -> Node:
    while isinstance(node, Count | First | Last | Lasting | Longest | Nth | Top):
        node = node.arg
    return node


def _judged(row: Moment, clauses: Sequence[Node], values: Evaluator) -> Miss:
    failing = [clause for clause in clauses if not _holds(values(clause), row.span)] or list(clauses)
    clause = failing[0]
    spoken = [e.text for near in values(clause) if near.span.meets(row.span) for e in near.evidence if e.text]
    return Miss(row, render(clause), "; ".join(dict.fromkeys(spoken)) or "nothing of the kind there")


def _held(row: Moment, clauses: Sequence[Node], values: Evaluator) -> int:
    return sum(_holds(values(clause), row.span) for clause in clauses)


def _holds(rows: MomentSet, span: TimeSpan) -> bool:
    """Whether some row that is not contradicted covers half of `span`."""
    claims = rows.at_least(CANDIDATE)
    return any((shared := row.span.cut(span)) is not None and shared.seconds >= span.seconds / 2 for row in claims)
