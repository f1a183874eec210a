"""What users rely on: evidence, slivers, near misses, pictures, and the flagship's own sums."""

from __future__ import annotations

from typing import Any

import pytest

from sensorium.core import moments as algebra
from sensorium.core.values import Evidence, Moment, TimeSpan

WHOLE = TimeSpan(start=0, end=24)


def row(start: float, end: float, label: str = "", **more: Any) -> Moment:
    evidence = (Evidence(clause=label),) if label else ()
    return Moment(
        span=TimeSpan(start=start, end=end), score=more.pop("score", 0.5), label=label, evidence=evidence, **more
    )


SAD = [row(16, 20, "sad"), row(20, 24, "sad again")]
TURNS = [row(8.3, 11.9, "turn", track="first car"), row(16.1, 19.8, "turn again", track="second car")]


def spans(moments: Any, state: str = "verified") -> list[tuple[float, float]]:
    return [(moment.span.start, moment.span.end) for moment in moments if moment.state == state]


def test_the_sad_moments_where_the_car_turns() -> None:
    found = algebra.conjoin(SAD, TURNS)
    assert spans(found) == [(16.1, 19.8)]
    assert spans(found, "contradicted") == [(8.3, 11.9), (20, 24)]
    best = next(moment for moment in found if moment.state == "verified")
    assert (best.score, best.label) == (0.25, "sad; turn again")
    assert [piece.clause for piece in best.evidence] == ["sad", "turn again"]


def test_without_leaves_slivers_unverified() -> None:
    found = algebra.conjoin(SAD, algebra.negate(TURNS, WHOLE))
    assert spans(found) == [(20, 24)]
    assert spans(found, "candidate") == [(16, pytest.approx(16.1)), (19.8, 20)]


@pytest.mark.parametrize(("shared", "state"), [(0.2, "candidate"), (0.4, "candidate"), (0.6, "verified")])
def test_a_brush_is_no_meeting(shared: float, state: str) -> None:
    (found,) = algebra.conjoin([row(0, 4)], [row(4 - shared, 8)])
    assert found.state == state


def test_only_what_is_cut_can_be_a_sliver() -> None:
    window = [TimeSpan(start=0, end=8)]
    assert spans(algebra.within([row(1, 1.1), row(7.9, 9)], window)) == [(1, 1.1)]
    assert spans(algebra.disjoin([row(1, 1.1)])) == [(1, 1.1)]


def test_two_cars_in_one_sad_moment_are_one_answer() -> None:
    cars = [row(15, 19, track="a"), row(17, 24, track="b")]
    assert spans(algebra.conjoin([SAD[0]], cars)) == [(16, 20)]
    assert algebra.count(algebra.within(cars, [TimeSpan(start=0, end=18)])) == (2, 0)


def test_a_claim_that_fails_twice_is_no_near_miss() -> None:
    refused = [row(16, 18, state="contradicted")]
    assert len(algebra.conjoin(refused, [row(0, 24, state="contradicted")])) == 0
    assert spans(algebra.conjoin(refused, [row(0, 24)]), "contradicted") == [(16, 18)]


def test_candidates_stand_in_where_nothing_is_verified() -> None:
    maybe = [row(1, 2, state="candidate"), row(3, 4, state="candidate")]
    assert spans(algebra.first(maybe), "candidate") == [(1, 2)]
    assert spans(algebra.nth([*maybe, row(5, 6)], 2), "candidate") == [(3, 4)]
    assert spans(algebra.last([*maybe, row(0, 1)])) == [(0, 1)]
    assert algebra.count([*maybe, row(5, 6)]) == (1, 2)


def test_cells_become_moments() -> None:
    cells = [row(0, 1, score=0.9), row(1, 2, score=0.7), row(2, 3, state="candidate"), row(5, 6)]
    merged = algebra.merge(cells)
    assert spans(merged) == [(0, 2), (5, 6)]
    assert merged[0].score == pytest.approx(0.8)
    assert spans(merged, "candidate") == [(2, 3)]


def test_before_forgives_a_blurred_border_only() -> None:
    assert spans(algebra.before([row(0, 4.2)], [row(4, 8)])) == [(0, 4.2)]
    assert spans(algebra.before([row(0, 5)], [row(4, 8)])) == []
    assert spans(algebra.after([row(4, 8)], [row(0, 4.2)])) == [(4, 8)]


def test_relations_bring_their_witness_along() -> None:
    (found,) = algebra.before([row(0, 1, "horn")], [row(9, 10, "far"), row(3, 4, "near")])
    assert [piece.clause for piece in found.evidence] == ["horn", "near"]


def test_a_picture_is_an_instant() -> None:
    here, nowhere = [row(0, 0)], TimeSpan(start=0, end=0)
    assert spans(algebra.conjoin(here, here)) == [(0, 0)]
    assert spans(algebra.negate([], nowhere)) == [(0, 0)]
    assert spans(algebra.negate(here, nowhere), "contradicted") == [(0, 0)]
    assert spans(algebra.conjoin(here, algebra.negate([], nowhere))) == [(0, 0)]


def test_an_untouched_row_stays_the_value_it_was() -> None:
    given = row(1, 2, "x", clip=TimeSpan(start=0, end=3))
    assert algebra.first([given])[0] is given


def test_a_chain_keeps_to_one_track() -> None:
    stops = [row(1, 2, track="a"), row(3, 4, track="b")]
    assert spans(algebra.chain(stops, [row(5, 6, track="a")])) == [(1, 6)]
    assert spans(algebra.chain(stops, [row(0, 1, track="a")])) == []
    assert spans(algebra.never(stops, [row(9, 10, track="b")])) == [(1, 2)]


def test_the_time_before_and_after_is_a_stretch_of_its_own() -> None:
    turns = [row(8, 12, track="a"), row(10, 14, track="b"), row(20, 22)]
    assert spans(algebra.lead(turns, WHOLE, 3)) == [(5, 10), (17, 20)]
    assert spans(algebra.lead(turns, WHOLE)) == [(0, 20)]
    assert spans(algebra.trail(turns, WHOLE, 3)) == [(12, 17), (22, 24)]
    assert spans(algebra.trail([row(20, 24)], WHOLE)) == []
