"""Relations in time. Each gives the rows of its left operand, judged by the right one.

A left row's state is the least of its own and of the best witness's, its score the product of the two; the witness
is the nearest right row of the greatest state. Without a witness the row is kept, contradicted, with score 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from sensorium.core.moments.logic import SLIVER, Rows, disjoin, firm
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
from sensorium.core.moments.sweep import covered, meeting
from sensorium.core.values import TimeSpan

NO_ONE = -1
"""In place of a witness's index."""


def before(left: Rows, right: Rows, within: float | None = None, slack: float = SLIVER) -> MomentSet:
    """Left rows that end before a right row begins, at most `within` seconds earlier.

    They may run into it by `slack` seconds, since borders are not that exact, if they begin before it begins.
    """
    ours, theirs = MomentSet.of(left), MomentSet.of(right)
    return _witnessed(ours, theirs, lambda rows: _next(ours.start, ours.end, rows.start, within, slack))


def after(left: Rows, right: Rows, within: float | None = None, slack: float = SLIVER) -> MomentSet:
    """Left rows that begin after a right row has ended, at most `within` seconds later; else as `before`."""
    ours, theirs = MomentSet.of(left), MomentSet.of(right)

    def last(rows: MomentSet) -> Ints:
        order = np.argsort(-rows.end, kind="stable")
        found = _next(-ours.end, -ours.start, -rows.end[order], within, slack)
        return np.append(order, NO_ONE)[found]

    return _witnessed(ours, theirs, last)


def _next(start: Floats, end: Floats, starts: Floats, within: float | None, slack: float) -> Ints:
    """The index of the first of the sorted `starts` that follows each row, or NO_ONE."""
    eased = np.maximum(np.searchsorted(starts, end - slack, "left"), np.searchsorted(starts, start, "right"))
    found = np.minimum(np.searchsorted(starts, end, "left"), eased)
    padded = np.append(starts, np.inf)[found]
    reached = padded - end <= within if within is not None else padded < np.inf
    return np.where(reached, found, NO_ONE)


def during(left: Rows, right: Rows, share: float = 0.5) -> MomentSet:
    """Left rows of which at least `share` lies inside right rows."""
    ours, theirs = MomentSet.of(left), MomentSet.of(right)

    def inside(rows: MomentSet) -> Ints:
        found, most = _most_shared(ours, rows)
        enough = covered(rows, ours.start, ours.end) >= share * ours.seconds
        return np.where(enough & (most >= 0), found, NO_ONE)

    return _witnessed(ours, theirs, inside)


def overlaps(left: Rows, right: Rows, least: float = SLIVER) -> MomentSet:
    """Left rows, whole, that share `least` seconds, or half of the shorter of the two, with one right row."""
    ours, theirs = MomentSet.of(left), MomentSet.of(right)

    def touching(rows: MomentSet) -> Ints:
        found, most = _most_shared(ours, rows)
        shorter = np.minimum(ours.seconds, np.append(rows.seconds, 0.0)[found])
        return np.where(most >= np.minimum(least, shorter / 2), found, NO_ONE)

    return _witnessed(ours, theirs, touching)


def _most_shared(left: MomentSet, right: MomentSet) -> tuple[Ints, Floats]:
    """For each left row the right row it shares most time with, and how much; NO_ONE and -1 where none meets it."""
    mine, theirs = meeting(left, right)
    shared = np.minimum(left.end[mine], right.end[theirs]) - np.maximum(left.start[mine], right.start[theirs])
    order = np.lexsort((-theirs, shared))
    found, most = np.full(len(left), NO_ONE), np.full(len(left), -1.0)
    found[mine[order]], most[mine[order]] = theirs[order], shared[order]
    return found, most


def between(rows: Rows, opening: Rows, closing: Rows, slack: float = SLIVER) -> MomentSet:
    """Rows after some `opening` and before some `closing`."""
    return before(after(rows, opening, slack=slack), closing, slack=slack)


def until(left: Rows, right: Rows, sliver: float = SLIVER) -> MomentSet:
    """Left rows up to where the next right row begins; those that no right row follows are contradicted."""
    ours, theirs = MomentSet.of(left), MomentSet.of(right)

    def next_start(rows: MomentSet) -> Ints:
        found = np.searchsorted(rows.start, ours.start, "right")
        return np.where(found < len(rows), found, NO_ONE)

    return firm(_witnessed(ours, theirs, next_start, cut=True).ordered(), sliver)


def within(rows: Rows, spans: Iterable[TimeSpan], sliver: float = SLIVER) -> MomentSet:
    """What of the rows lies inside the spans; nothing else about them changes."""
    given = MomentSet.of(rows)
    ordered = sorted(spans, key=lambda span: span.start)
    windows = MomentSet.columns([span.start for span in ordered], [span.end for span in ordered])
    mine, theirs = meeting(given, windows)
    start = np.maximum(given.start[mine], windows.start[theirs])
    end = np.minimum(given.end[mine], windows.end[theirs])
    parts = given.take(mine, start=start, end=end)
    cut = parts.seconds < given.seconds[mine]
    return replace(parts, state=np.where(cut, firm(parts, sliver).state, parts.state)).ordered()


def lead(rows: Rows, whole: TimeSpan, seconds: float | None = None) -> MomentSet:
    """The time before rows begin, at most `seconds` of it: what "before the turn" means on its own."""
    given = MomentSet.of(rows)
    start = np.full(len(given), whole.start) if seconds is None else np.maximum(given.start - seconds, whole.start)
    return _stretch(given, start, np.minimum(given.start, whole.end))


def trail(rows: Rows, whole: TimeSpan, seconds: float | None = None) -> MomentSet:
    """The time after rows end, at most `seconds` of it."""
    given = MomentSet.of(rows)
    end = np.full(len(given), whole.end) if seconds is None else np.minimum(given.end + seconds, whole.end)
    return _stretch(given, np.maximum(given.end, whole.start), end)


def _stretch(rows: MomentSet, start: Floats, end: Floats) -> MomentSet:
    """Rows moved there, about no track; those left without length are dropped, overlapping ones are one."""
    moved = rows.take(np.arange(len(rows)), start=start, end=end, track=np.full(len(rows), UNTRACKED))
    return disjoin(moved.take(end > start))


def chain(*sets: Rows) -> MomentSet:
    """One and the same track does each in turn: from the start of the first row to the end of the last.

    Each row of a later set is joined to the nearest row of the set before that begins no later, on its track.
    """
    made = MomentSet.of(sets[0])
    for rows in sets[1:]:
        made = _followed(made, MomentSet.of(rows))
    return made


def _followed(first: MomentSet, then: MomentSet) -> MomentSet:
    both = stacked(first, then)
    order = np.lexsort((np.arange(len(both)), both.start, both.track))
    of_first = order < len(first)
    latest = np.maximum.accumulate(np.where(of_first, np.arange(len(order)), NO_ONE))
    mine, theirs = order[latest[~of_first]], order[~of_first]
    fits = (latest[~of_first] != NO_ONE) & (both.track[mine] == both.track[theirs]) & (both.track[theirs] != UNTRACKED)
    mine, theirs = mine[fits], theirs[fits]
    offsets, parents = gathered(both.offsets, both.parents, np.stack((mine, theirs), axis=1).ravel())
    return replace(
        both,
        start=both.start[mine],
        end=np.maximum(both.end[mine], both.end[theirs]),
        score=both.score[mine] * both.score[theirs],
        state=np.minimum(both.state[mine], both.state[theirs]),
        track=both.track[mine],
        offsets=offsets[::2],
        parents=parents,
    ).ordered()


def never(rows: Rows, done: Rows) -> MomentSet:
    """Rows of tracks that at no time do it: `not` over a whole track instead of a span."""
    both = stacked(MomentSet.of(rows), MomentSet.of(done))
    ours = len(both) - len(MomentSet.of(done))
    worst = np.zeros(len(both.names) + 1, np.int64)
    doubt = np.zeros(len(both.names) + 1)
    np.maximum.at(worst, both.track[ours:], both.state[ours:])
    np.maximum.at(doubt, both.track[ours:], both.score[ours:])
    worst[UNTRACKED], doubt[UNTRACKED] = CONTRADICTED, 0.0
    kept = both.take(np.arange(ours))
    state = np.minimum(kept.state, VERIFIED - worst[kept.track])
    return replace(kept, state=state, score=kept.score * (1 - doubt[kept.track]))


def _witnessed(left: MomentSet, right: MomentSet, find: Callable[[MomentSet], Ints], *, cut: bool = False) -> MomentSet:
    """Left rows judged by the witnesses `find` names among right rows of each state, the greatest state first."""
    witness = np.full(len(left), NO_ONE)
    for level in (VERIFIED, CANDIDATE, CONTRADICTED):
        places = np.flatnonzero(right.state == level)
        found = find(right.take(places))
        witness = np.where((witness == NO_ONE) & (found != NO_ONE), np.append(places, NO_ONE)[found], witness)
    both = stacked(left, right)
    seen = witness != NO_ONE
    other = np.where(seen, witness + len(left), np.arange(len(left)))
    offsets, parents = gathered(both.offsets, both.parents, np.stack((np.arange(len(left)), other), axis=1).ravel())
    score = np.where(seen, both.score[other], 0.0)
    state = np.where(seen, both.state[other], CONTRADICTED)
    ends = np.minimum(left.end, both.start[other]) if cut else left.end
    return replace(
        both.take(np.arange(len(left))),
        end=np.where(seen, ends, left.end),
        score=left.score * score,
        state=np.minimum(left.state, state),
        offsets=offsets[::2],
        parents=parents,
    )
