"""The algebra against an oracle that walks the media tick by tick, or pair by pair, with plain loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.core import moments as algebra
from sensorium.core.values import Moment, State, TimeSpan

TICKS = 16
WHOLE = TimeSpan(start=0, end=TICKS)
RANK: dict[State, int] = {"contradicted": 0, "candidate": 1, "verified": 2}
NAME = {rank: state for state, rank in RANK.items()}


@st.composite
def rows(draw: st.DrawFn, tracks: tuple[str | None, ...] = (None, None, "a", "b")) -> list[Moment]:
    """Moments on whole seconds, overlapping as they like."""
    made = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, TICKS - 1))
        span = TimeSpan(start=start, end=draw(st.integers(start + 1, TICKS)))
        track = draw(st.sampled_from(tracks))
        state = draw(st.sampled_from(list(RANK)))
        score = draw(st.sampled_from([0.25, 0.5, 0.75, 1.0]))
        made.append(Moment(span=span, score=score, state=state, track=track, label=f"row {len(made)}"))
    return made


def truth(moments: Iterable[Moment], tick: int) -> int:
    """Kleene's value at one tick: the greatest claim, false where nothing is claimed."""
    return max((RANK[row.state] for row in moments if row.span.start <= tick < row.span.end), default=0)


def best(moments: Iterable[Moment], tick: int) -> float:
    """The greatest score of any row at one tick."""
    return max((row.score for row in moments if row.span.start <= tick < row.span.end), default=0.0)


def ticks_of(moments: Iterable[Moment]) -> list[int]:
    moments = list(moments)
    return [truth(moments, tick) for tick in range(TICKS)]


@given(rows(), rows())
def test_and_is_the_least_at_every_tick(left: list[Moment], right: list[Moment]) -> None:
    got = algebra.conjoin(left, right, sliver=0)
    assert ticks_of(got) == [min(a, b) for a, b in zip(ticks_of(left), ticks_of(right), strict=True)]


@given(rows((None,)), rows((None,)))
def test_the_score_of_and_is_the_greatest_product(left: list[Moment], right: list[Moment]) -> None:
    claims = [row for row in algebra.conjoin(left, right, sliver=0) if row.state == "verified"]
    sure = [[row for row in side if row.state == "verified"] for side in (left, right)]
    for row in claims:
        inside = range(int(row.span.start), int(row.span.end))
        assert row.score == pytest.approx(max(best(sure[0], tick) * best(sure[1], tick) for tick in inside))


@given(rows(), rows(), rows())
def test_and_is_the_same_in_any_order(a: list[Moment], b: list[Moment], c: list[Moment]) -> None:
    orders = (algebra.conjoin(*sets, sliver=0) for sets in ((a, b, c), (c, b, a), (b, a, c)))
    claims = [
        sorted((row.span.start, row.span.end, row.state, row.track or "") for row in got if row.state != "contradicted")
        for got in orders
    ]
    assert claims[0] == claims[1] == claims[2]


@given(rows(), rows())
def test_or_is_the_greatest_at_every_tick(left: list[Moment], right: list[Moment]) -> None:
    got = algebra.disjoin(left, right)
    assert ticks_of(got) == [max(a, b) for a, b in zip(ticks_of(left), ticks_of(right), strict=True)]
    verified = [row for row in got if row.state == "verified"]
    given_rows = [row for row in left + right if row.state == "verified"]
    assert max((row.score for row in verified), default=0) == max((row.score for row in given_rows), default=0)
    assert all(a.track != b.track or not a.span.meets(b.span) for a in verified for b in verified if a is not b)


@given(rows())
def test_not_swaps_at_every_tick(given_rows: list[Moment]) -> None:
    got = algebra.negate(given_rows, WHOLE, sliver=0)
    assert ticks_of(got) == [2 - value for value in ticks_of(given_rows)]
    assert ticks_of(algebra.negate(got, WHOLE, sliver=0)) == ticks_of(given_rows)
    assert [row.span.start for row in got[1:]] == [row.span.end for row in got[:-1]]
    claims = [row for row in given_rows if row.state != "contradicted"]
    for row in got:
        inside = range(int(row.span.start), int(row.span.end))
        assert row.score == 1 - max(best(claims, tick) for tick in inside)


@given(rows(), rows())
def test_de_morgan(left: list[Moment], right: list[Moment]) -> None:
    outside = algebra.negate(algebra.disjoin(left, right), WHOLE, sliver=0)
    both = algebra.conjoin(algebra.negate(left, WHOLE, sliver=0), algebra.negate(right, WHOLE, sliver=0), sliver=0)
    assert ticks_of(outside) == ticks_of(both)


@given(rows(("a", "b")), rows(("a", "b")))
def test_join_holds_along_each_track(left: list[Moment], right: list[Moment]) -> None:
    got = algebra.join(left, right, sliver=0)
    for track in "ab":
        mine, theirs, joined = ([row for row in side if row.track == track] for side in (left, right, list(got)))
        assert ticks_of(joined) == [min(a, b) for a, b in zip(ticks_of(mine), ticks_of(theirs), strict=True)]


@given(rows(), st.integers(0, 3))
def test_merge_fills_gaps_of_one_track(given_rows: list[Moment], gap: int) -> None:
    got = algebra.merge(given_rows, gap)
    for track in (None, "a", "b"):
        verified = [row for row in given_rows if (row.state, row.track) == ("verified", track)]
        held = [truth(verified, tick) > 0 for tick in range(TICKS)]
        starts = [tick for tick in range(TICKS) if held[tick]]
        for a, b in pairwise(starts):
            if b - a - 1 <= gap:
                held[a:b] = [True] * (b - a)
        made = [row for row in got if (row.state, row.track) == ("verified", track)]
        assert [truth(made, tick) > 0 for tick in range(TICKS)] == held


Holds = Callable[[Moment, Moment], bool]


def judged(left: list[Moment], right: list[Moment], holds: Holds) -> list[int]:
    """The state of each left row in order of time: its own or the best witness's, whichever is less."""
    ordered = sorted(left, key=lambda row: (row.span.start, row.span.end))
    best_of = (max((RANK[y.state] for y in right if holds(x, y)), default=0) for x in ordered)
    return [min(RANK[x.state], witness) for x, witness in zip(ordered, best_of, strict=True)]


def states(got: Iterable[Moment]) -> list[int]:
    return [RANK[row.state] for row in got]


@given(rows(), rows(), st.none() | st.integers(0, 5))
def test_before_and_after(left: list[Moment], right: list[Moment], limit: int | None) -> None:
    reach = TICKS if limit is None else limit
    got = algebra.before(left, right, limit)
    assert states(got) == judged(left, right, lambda x, y: 0 <= y.span.start - x.span.end <= reach)
    got = algebra.after(left, right, limit)
    assert states(got) == judged(left, right, lambda x, y: 0 <= x.span.start - y.span.end <= reach)


@given(rows(), rows())
def test_the_mirror_of_before_is_after(left: list[Moment], right: list[Moment]) -> None:
    def mirrored(side: Iterable[Moment]) -> list[Moment]:
        flip = lambda span: TimeSpan(start=TICKS - span.end, end=TICKS - span.start)
        return [row.model_copy(update={"span": flip(row.span)}) for row in side]

    def key(got: Iterable[Moment]) -> list[tuple[float, float, str, str | None]]:
        return sorted((row.span.start, row.span.end, row.state, row.track or "") for row in got)

    assert key(algebra.before(left, right, 3)) == key(mirrored(algebra.after(mirrored(left), mirrored(right), 3)))


@given(rows(), rows())
def test_overlaps_and_during(left: list[Moment], right: list[Moment]) -> None:
    assert states(algebra.overlaps(left, right)) == judged(left, right, lambda x, y: x.span.meets(y.span))
    ordered = sorted(left, key=lambda row: (row.span.start, row.span.end))
    for x, got in zip(ordered, algebra.during(left, right), strict=True):
        inside = range(int(x.span.start), int(x.span.end))
        witnesses = [
            rank
            for rank in (0, 1, 2)
            if 2
            * sum(
                truth([y for y in right if RANK[y.state] == rank], t) == rank
                and any(y.span.start <= t < y.span.end and RANK[y.state] == rank for y in right)
                for t in inside
            )
            >= len(inside)
        ]
        assert RANK[got.state] == min(RANK[x.state], max(witnesses, default=0))


@given(rows(), rows(), rows())
def test_between(left: list[Moment], opening: list[Moment], closing: list[Moment]) -> None:
    opened = judged(left, opening, lambda x, y: y.span.end <= x.span.start)
    closed = judged(left, closing, lambda x, y: x.span.end <= y.span.start)
    got = algebra.between(left, opening, closing)
    assert states(got) == [min(a, b) for a, b in zip(opened, closed, strict=True)]


@given(rows(), rows())
def test_until_ends_where_the_next_begins(left: list[Moment], right: list[Moment]) -> None:
    got = algebra.until(left, right, sliver=0)
    assert sorted(states(got)) == sorted(judged(left, right, lambda x, y: y.span.start > x.span.start))
    sure = [row.span.start for row in right if row.state == "verified"]
    for row in (row for row in got if row.state == "verified"):
        following = min(start for start in sure if start > row.span.start)
        assert row.span.end <= following


@given(rows(), st.integers(0, TICKS - 2))
def test_within_cuts_and_changes_nothing_else(given_rows: list[Moment], start: int) -> None:
    spans = [TimeSpan(start=start, end=start + 2)]
    got = algebra.within(given_rows, spans, sliver=0)
    kept = [row for row in given_rows if row.span.meets(spans[0])]
    assert sorted((row.label, row.score, row.state) for row in got) == sorted((r.label, r.score, r.state) for r in kept)
    assert ticks_of(got) == [v if start <= t < start + 2 else 0 for t, v in enumerate(ticks_of(given_rows))]


@given(rows(("a", "b")), rows(("a", "b")))
def test_chain_and_never_follow_a_track(first: list[Moment], then: list[Moment]) -> None:
    got = sorted((row.span.start, row.span.end, row.track or "") for row in algebra.chain(first, then))
    expected = []
    for y in then:
        earlier = [x for x in first if x.track == y.track and x.span.start <= y.span.start]
        if earlier:
            x = max(earlier, key=lambda row: row.span.start)
            ends = [r.span.end for r in earlier if r.span.start == x.span.start]
            expected.append((x.span.start, max(y.span.end, max(ends)), y.track or ""))
    assert got == sorted(expected)
    for row in algebra.never(first, then):
        done = max((RANK[y.state] for y in then if y.track == row.track), default=0)
        assert RANK[row.state] <= 2 - done


@given(rows(), st.integers(1, 4))
def test_choices(given_rows: list[Moment], k: int) -> None:
    claims = sorted((r for r in given_rows if r.state == "verified"), key=lambda r: (r.span.start, r.span.end))
    chosen = [row for row in algebra.nth(given_rows, k) if row.state == "verified"]
    assert [row.span for row in chosen] == [row.span for row in claims[k - 1 : k]]
    chosen = [row for row in algebra.nth(given_rows, -k) if row.state == "verified"]
    assert [row.span for row in chosen] == [row.span for row in claims[len(claims) - k :][:1] if k <= len(claims)]
    assert list(algebra.last(given_rows)) == list(algebra.nth(given_rows, -1))
    assert algebra.count(given_rows).verified == len(claims)
    highest = [row.score for row in algebra.top(given_rows, k) if row.state == "verified"]
    assert sorted(highest, reverse=True) == sorted((row.score for row in claims), reverse=True)[:k]
    long = [row for row in algebra.lasting(given_rows, min=k) if row.state == "verified"]
    assert len(long) == sum(row.span.seconds >= k for row in claims)


@given(rows(), st.integers(1, 4))
def test_the_longest(given_rows: list[Moment], k: int) -> None:
    sure = [row for row in given_rows if row.state == "verified"]
    likely = [row for row in given_rows if row.state != "contradicted"]
    chosen_from = sure if len(sure) >= k or len(sure) == len(likely) else likely
    ordered = sorted(chosen_from, key=lambda row: (row.span.start, row.span.end))
    best = sorted(sorted(ordered, key=lambda row: -row.span.seconds)[:k], key=lambda row: row.span.start)
    got = [row for row in algebra.longest(given_rows, k) if row.state != "contradicted"]
    assert sorted((row.span.start, row.span.end) for row in got) == sorted((r.span.start, r.span.end) for r in best)
    assert [row.span.start for row in got] == [row.span.start for row in best]
    assert {row.state for row in got} <= {"verified" if chosen_from is sure else "candidate"}
