"""Sweeps over intervals: which pairs meet, which rows run together, how much of a row others cover.

An interval of no length is an instant: it meets what contains it, so that the algebra works on pictures too.
"""

from __future__ import annotations

import numpy as np

from sensorium.core.moments.rows import Floats, Ints, MomentSet


def meeting(left: MomentSet, right: MomentSet) -> tuple[Ints, Ints]:
    """Indices of all pairs that share time, found from the start that lies inside the other interval.

    Costs O((n + m) log(n + m) + pairs); both sets are in order of start.
    """
    high = np.searchsorted(right.start, left.end, "left")
    instant = left.start == left.end
    high = np.where(instant, np.searchsorted(right.start, left.end, "right"), high)
    mine, theirs = _ranges(np.searchsorted(right.start, left.start, "left"), high)
    low = np.searchsorted(left.start, right.start, "right")
    other_theirs, other_mine = _ranges(low, np.searchsorted(left.start, right.end, "left"))
    return np.concatenate((mine, other_mine)), np.concatenate((theirs, other_theirs))


def _ranges(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """(i, j) for every j of ``low[i] <= j < high[i]``."""
    lengths = np.maximum(high - low, 0)
    ends = np.cumsum(lengths)
    owner = np.repeat(np.arange(len(low)), lengths)
    return owner, np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths - low, lengths)


def clusters(start: Floats, end: Floats, group: Ints, gap: float | None) -> tuple[Ints, Ints]:
    """An order of the rows, and where in it each run of one group begins.

    Rows of a run overlap, or with `gap` lie at most that many seconds apart.
    """
    order = np.lexsort((end, start, group))
    if not len(order):
        return order, order
    first, last, members = start[order], end[order], group[order]
    reach = np.empty_like(last)
    heads = np.flatnonzero(np.diff(members, prepend=members[0] - 1))
    for a, b in zip(heads, [*heads[1:], len(order)], strict=True):
        reach[a:b] = np.maximum.accumulate(last[a:b])
    apart = first[1:] >= reach[:-1] if gap is None else first[1:] > reach[:-1] + gap
    # two equal instants are one, though neither reaches beyond the other
    same = (first[1:] == first[:-1]) & (last[1:] == last[:-1])
    new = np.concatenate(([True], (members[1:] != members[:-1]) | (apart & ~same)))
    return order, np.flatnonzero(new)


def covered(rows: MomentSet, start: Floats, end: Floats) -> Floats:
    """Seconds of each ``[start, end)`` that lie inside some row."""
    if not len(rows):
        return np.zeros(len(start))
    order, heads = clusters(rows.start, rows.end, np.zeros(len(rows), np.int64), None)
    low, high = rows.start[order][heads], np.maximum.reduceat(rows.end[order], heads)
    total = np.concatenate(([0.0], np.cumsum(high - low)))

    def before(at: Floats) -> Floats:
        run = np.searchsorted(low, at, "right") - 1
        inside = np.clip(at - low[run], 0.0, (high - low)[run])
        return np.where(run < 0, 0.0, total[run] + inside)

    return np.asarray(before(end) - before(start))
