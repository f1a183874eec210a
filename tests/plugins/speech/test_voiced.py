"""Voiced spans from probabilities."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.speech.voiced import Hysteresis, voiced_spans

STEP = 0.032
BARE = Hysteresis(pad=0.0)


def runs(*parts: tuple[float, int]) -> list[float]:
    return [probability for probability, count in parts for _ in range(count)]


def test_a_voice_is_found_where_it_is() -> None:
    (span,) = voiced_spans(runs((0.0, 20), (0.9, 30), (0.0, 20)), STEP, rule=BARE)
    assert span.start == pytest.approx(20 * STEP)
    assert span.end == pytest.approx(50 * STEP)


def test_a_short_dip_does_not_end_a_voice() -> None:
    assert len(voiced_spans(runs((0.9, 20), (0.0, 5), (0.9, 20)), STEP)) == 1
    assert len(voiced_spans(runs((0.9, 20), (0.0, 15), (0.9, 20)), STEP)) == 2


def test_a_voice_goes_on_at_less_than_it_needs_to_begin() -> None:
    assert len(voiced_spans(runs((0.9, 10), (0.4, 30)), STEP)) == 1
    assert voiced_spans(runs((0.4, 30)), STEP) == []


def test_a_click_is_no_voice() -> None:
    assert voiced_spans(runs((0.0, 20), (0.99, 3), (0.0, 20)), STEP) == []


def test_times_count_from_the_start_given() -> None:
    (span,) = voiced_spans(runs((0.9, 30)), STEP, start=5.0)
    assert span.start == 5.0


@given(st.lists(st.floats(0, 1), max_size=300))
def test_spans_are_ordered_disjoint_and_inside(probabilities: list[float]) -> None:
    spans = voiced_spans(probabilities, STEP)
    assert all(0 <= span.start < span.end <= len(probabilities) * STEP + 1e-9 for span in spans)
    assert all(left.end <= right.start + 1e-9 for left, right in pairwise(spans))
