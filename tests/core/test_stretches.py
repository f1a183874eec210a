"""Long utterances in parts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.stretches import stretches
from sensorium.core.utterances import Utterance, utterances
from sensorium.core.values import TimeSpan


def test_a_short_utterance_stays_whole() -> None:
    whole = Utterance(TimeSpan(start=0, end=9), (TimeSpan(start=1, end=8),))
    assert stretches(whole, 10) == [whole]


def test_a_long_one_is_divided_in_its_pauses() -> None:
    voiced = (TimeSpan(start=0, end=6), TimeSpan(start=6.5, end=11), TimeSpan(start=11.5, end=14))
    parts = stretches(Utterance(TimeSpan(start=0, end=16), voiced), 10)
    assert [part.span for part in parts] == [TimeSpan(start=0, end=6.25), TimeSpan(start=6.25, end=16)]


def test_without_pauses_it_is_divided_evenly() -> None:
    only = (TimeSpan(start=0, end=30),)
    assert [part.core.seconds for part in stretches(Utterance(only[0], only), 12)] == [10, 10, 10]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 300)), min_size=1, max_size=8))
def test_parts_tile_the_utterance_and_none_is_too_long(lengths: list[tuple[int, int]]) -> None:
    at, voiced = 0.0, []
    for gap, length in lengths:
        voiced.append(TimeSpan(start=at + gap / 10, end=at + (gap + length) / 10))
        at = voiced[-1].end
    for utterance in utterances(voiced, [], at + 5):
        parts = stretches(utterance, 10)
        assert parts[0].span.start == utterance.span.start
        assert parts[-1].span.end == utterance.span.end
        assert all(left.span.end == right.span.start for left, right in pairwise(parts))
        assert all(part.core.seconds <= 10 + 1e-6 for part in parts)
