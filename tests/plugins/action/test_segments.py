"""TSN segments and their consensus."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.action.segments import consensus, judged, segments


def test_snippets_lie_in_the_middle_of_equal_segments():
    assert segments(0, 30, 3) == [5, 15, 25]
    assert segments(10, 20, 5) == [11, 13, 15, 17, 19]


def test_a_short_span_is_looked_at_whole():
    assert segments(4, 7, 5) == [4, 5, 6]


@given(st.integers(0, 50), st.integers(1, 300), st.integers(1, 9))
def test_segments_are_inside_distinct_and_as_many_as_asked(first: int, length: int, count: int):
    chosen = segments(first, first + length, count)
    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(length, count)
    assert first <= chosen[0] <= chosen[-1] < first + length


def test_consensus_is_the_average_or_the_most():
    scores = np.array([[0.2, 0.8], [0.4, 0.6]])
    assert consensus(scores) == pytest.approx([0.3, 0.7])
    assert consensus(scores, "max") == pytest.approx([0.4, 0.8])


def test_a_span_is_judged_by_its_segments_alone():
    scores = np.zeros((30, 1))
    scores[[5, 15, 25]] = 1.0
    assert judged(scores, 0, 30, count=3) == pytest.approx([1.0])
