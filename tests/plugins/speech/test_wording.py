"""Words shared out over voiced time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.values import TimeSpan
from sensorium.plugins.speech.wording import shared_out


def test_words_fill_the_voiced_time_and_skip_the_pause() -> None:
    words = shared_out("one two", [TimeSpan(start=1, end=2), TimeSpan(start=5, end=6)], 0.9)
    assert [(word.text, word.span.start, word.span.end) for word in words] == [("one", 1, 2), ("two", 5, 6)]
    assert not any(word.exact for word in words)


def test_longer_words_take_longer() -> None:
    short, long = shared_out("a considerable", [TimeSpan(start=0, end=2)], 1.0)
    assert short.span.seconds < long.span.seconds


def test_no_words_take_no_time() -> None:
    assert shared_out("  ", [TimeSpan(start=0, end=1)], 1.0) == ()


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=12), st.integers(1, 4))
def test_words_come_in_order_inside_the_voice(texts: list[str], count: int) -> None:
    voiced = [TimeSpan(start=3 * i, end=3 * i + 1) for i in range(count)]
    words = shared_out(" ".join(texts), voiced, 1.0)
    assert [word.text for word in words] == texts
    assert all(0 <= word.span.start <= word.span.end <= 3 * count for word in words)
    assert all(left.span.start <= right.span.start + 1e-6 for left, right in pairwise(words))
