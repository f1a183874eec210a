"""Temporal non-maximum suppression."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.action.grouping import Proposal
from sensorium.plugins.action.suppression import overlap, suppressed


def test_overlap_is_the_covered_share_of_the_shorter():
    assert overlap(Proposal(0, 10), Proposal(5, 25)) == pytest.approx(0.5)
    assert overlap(Proposal(0, 10), Proposal(2, 4)) == 1
    assert overlap(Proposal(0, 5), Proposal(5, 9)) == 0


def test_the_best_of_those_that_overlap_stays():
    found = [Proposal(0, 10), Proposal(2, 9), Proposal(20, 25)]
    assert suppressed(found, [0.5, 0.9, 0.3]) == [1, 2]


def test_of_equals_the_longer_stays():
    assert suppressed([Proposal(0, 4), Proposal(0, 5)], [0.5, 0.5]) == [1]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.floats(0, 1)), max_size=25))
def test_what_stays_is_apart_and_what_goes_overlaps_a_better_one(rows: list[tuple[int, int, float]]):
    found, ranks = [Proposal(a, a + n) for a, n, _ in rows], [rank for *_, rank in rows]
    kept = suppressed(found, ranks, 0.3)
    assert all(overlap(found[a], found[b]) <= 0.3 for a in kept for b in kept if a != b)
    for gone in set(range(len(found))) - set(kept):
        assert any(overlap(found[gone], found[stays]) > 0.3 and ranks[stays] >= ranks[gone] for stays in kept)
