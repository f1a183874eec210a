"""and, or, not, and the merging of rows that are one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sensorium.core.moments.rows import (
    CANDIDATE,
    CONTRADICTED,
    UNTRACKED,
    VERIFIED,
    Floats,
    Ints,
    MomentSet,
    gathered,
    stacked,
)
from sensorium.core.moments.sweep import clusters, covered, meeting
from sensorium.core.values import Moment, TimeSpan

SLIVER = 0.5
"""Seconds; see `firm`."""

Rows = Iterable[Moment]


def conjoin(*sets: Rows, sliver: float = SLIVER) -> MomentSet:
    """Where all hold: the shared part of rows, state the least, score the product.

    The result is about a track only where all operands are about the same one; overlapping results that are not
    told apart by a track are one moment. A claim made from moments that meets nothing is kept whole,
    contradicted; what fails twice is dropped, being no near miss.
    """
    made, *others = map(MomentSet.of, sets)
    for rows in others:  # merged only at the end: a row merged halfway would hang on what a later operand rules out
        made = _both(made.ordered(), rows)
    return firm(_flat(made), sliver) if others else made


def join(left: Rows, right: Rows, sliver: float = SLIVER) -> MomentSet:
    """Like `conjoin`, but only rows about one and the same track meet."""
    return firm(_flat(_both(MomentSet.of(left), MomentSet.of(right), tracked=True)), sliver)


def _both(left: MomentSet, right: MomentSet, *, tracked: bool = False) -> MomentSet:
    both = stacked(left, right)
    mine, theirs = meeting(left, right)
    theirs = theirs + len(left)
    fits = np.maximum(both.state[mine], both.state[theirs]) > CONTRADICTED
    same = both.track[mine] == both.track[theirs]
    if tracked:
        fits &= same & (both.track[mine] != UNTRACKED)
    mine, theirs, same = mine[fits], theirs[fits], same[fits]
    offsets, parents = gathered(both.offsets, both.parents, np.stack((mine, theirs), axis=1).ravel())
    met = replace(
        both,
        start=np.maximum(both.start[mine], both.start[theirs]),
        end=np.minimum(both.end[mine], both.end[theirs]),
        score=both.score[mine] * both.score[theirs],
        state=np.minimum(both.state[mine], both.state[theirs]),
        track=np.where(same, both.track[mine], UNTRACKED),
        offsets=offsets[::2],
        parents=parents,
    )
    alone = (both.state > CONTRADICTED) & (np.diff(both.offsets) > 0)
    alone[mine] = alone[theirs] = False
    missed = both.take(alone, state=np.full(int(alone.sum()), CONTRADICTED), score=np.zeros(int(alone.sum())))
    return stacked(met, missed)


def disjoin(*sets: Rows) -> MomentSet:
    """Where any holds: all rows, state and score the greatest; overlapping rows of one track are one moment."""
    rows = stacked(*map(MomentSet.of, sets)).ordered()
    present = rows.at_least(CANDIDATE)
    failed = covered(present, rows.start, rows.end) == 0
    return _flat(rows.take((rows.state > CONTRADICTED) | failed))


def negate(rows: Rows, whole: TimeSpan, sliver: float = SLIVER) -> MomentSet:
    """The rest of `whole`: verified where nothing is claimed, candidate under candidates, contradicted under verified.

    Score is 1 less the greatest score claimed there. Near misses are no claims and have no part in it, so that it is
    the same where a restricted operand never met them.
    """
    given = MomentSet.of(rows).at_least(CANDIDATE)
    edges = np.concatenate((given.start, given.end, [whole.start, whole.end]))
    edges = np.unique(np.clip(edges, whole.start, whole.end))
    edges = edges if len(edges) > 1 else np.repeat(edges, 2)
    state = np.maximum(VERIFIED * _holds(given, VERIFIED, edges), CANDIDATE * _holds(given, CANDIDATE, edges))
    heads = np.flatnonzero(np.diff(state, prepend=-1))
    runs = MomentSet.columns(edges[heads], edges[np.append(heads[1:], -1)], 1.0, VERIFIED - state[heads])
    mine, theirs = meeting(runs, given)
    order = np.lexsort((theirs, mine))
    counts = np.concatenate(([0], np.cumsum(np.bincount(mine, minlength=len(runs)))))
    offsets, parents = gathered(given.offsets, given.parents, theirs[order])
    score = runs.score.copy()
    np.minimum.at(score, mine, 1 - given.score[theirs])
    return firm(
        replace(runs, score=score, offsets=offsets[counts], parents=parents, sources=given.sources),
        sliver,
    )


def _holds(rows: MomentSet, state: int, edges: Floats) -> Ints:
    """For each piece between two edges 1 where a row of that state lies there, else 0."""
    claimed = rows.having(state)
    if edges[0] == edges[-1]:
        return np.array([int(np.any((claimed.start <= edges[0]) & (edges[0] <= claimed.end)))])
    change = np.zeros(len(edges) + 1, np.int64)
    inside = (claimed.end > edges[0]) & (claimed.start < edges[-1])
    np.add.at(change, np.searchsorted(edges, np.maximum(claimed.start[inside], edges[0])), 1)
    np.add.at(change, np.searchsorted(edges, np.minimum(claimed.end[inside], edges[-1])), -1)
    return np.minimum(np.cumsum(change)[: len(edges) - 1], 1)


def merge(rows: Rows, gap: float = 0.0) -> MomentSet:
    """Rows of one track and state at most `gap` seconds apart become one, score the mean over their seconds.

    What a lesser state claims inside a greater one is dropped: cells of a window model become moments this way.
    """
    given = MomentSet.of(rows)
    parts: list[MomentSet] = []
    for state in (VERIFIED, CANDIDATE, CONTRADICTED):
        run = _run_together(given.having(state), gap, mean=True)
        parts.append(_less(run, stacked(*parts).ordered()) if parts else run)
    return stacked(*parts).ordered()


def _flat(rows: MomentSet) -> MomentSet:
    """Overlapping claims of one track as one; candidates only where nothing is verified; near misses as they are."""
    claims = _merged(rows)
    verified = claims.having(VERIFIED)
    return stacked(verified, _less(claims.having(CANDIDATE), verified), claims.having(CONTRADICTED)).ordered()


def _merged(rows: MomentSet) -> MomentSet:
    """Overlapping claims of one track and state as one."""
    claims = (_run_together(rows.having(state)) for state in (VERIFIED, CANDIDATE))
    return stacked(*claims, rows.having(CONTRADICTED)).ordered()


def _run_together(rows: MomentSet, gap: float | None = None, *, mean: bool = False) -> MomentSet:
    rows = rows.ordered()
    apart = rows.start[1:] >= np.maximum.accumulate(rows.end)[:-1]
    if gap is None and np.all(apart) and np.all(rows.seconds > 0):
        return rows
    order, heads = clusters(rows.start, rows.end, rows.track, gap)
    if len(heads) == len(rows):
        return rows
    taken = rows.take(order)
    if mean:
        weight = np.maximum(taken.seconds, 1e-9)
        score = np.add.reduceat(taken.score * weight, heads) / np.add.reduceat(weight, heads)
    else:
        score = np.maximum.reduceat(taken.score, heads)
    made = replace(
        taken,
        start=taken.start[heads],
        end=np.maximum.reduceat(taken.end, heads),
        score=score,
        state=taken.state[heads],
        track=taken.track[heads],
        offsets=taken.offsets[np.append(heads, len(taken))],
    )
    return made.ordered()


def _less(rows: MomentSet, taken: MomentSet) -> MomentSet:
    """What of the rows lies outside the taken ones of the same track; those are disjoint within a track."""
    both = stacked(rows, taken)
    mine, theirs = meeting(rows, taken)
    theirs = theirs + len(rows)
    same = both.track[mine] == both.track[theirs]
    mine, theirs = mine[same], theirs[same]
    if not len(mine):
        return rows
    order = np.lexsort((both.start[theirs], mine))
    mine, theirs = mine[order], theirs[order]
    cut, heads = np.unique(mine, return_index=True)
    start = np.insert(both.end[theirs], heads, rows.start[cut])
    end = np.insert(both.start[theirs], np.append(heads[1:], len(mine)), rows.end[cut])
    owner = np.insert(mine, heads, cut)
    left = start < end
    whole = np.setdiff1d(np.arange(len(rows)), cut)
    pieces = rows.take(owner[left], start=start[left], end=end[left])
    return stacked(rows.take(whole), pieces).ordered()


def firm(rows: MomentSet, sliver: float = SLIVER) -> MomentSet:
    """Slivers are not verified: rows that share less than `sliver` seconds may share nothing, their borders blurred.

    The rule looks at a result alone, not at what it was cut from, so that it is the same whether or not the
    operands were restricted beforehand. An instant is no sliver.
    """
    thin = (rows.seconds < sliver) & (rows.seconds > 0) & (rows.state == VERIFIED)
    return replace(rows, state=np.where(thin, CANDIDATE, rows.state)) if thin.any() else rows
