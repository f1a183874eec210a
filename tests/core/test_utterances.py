"""Utterance spans: by example and by property."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.utterances import REACH, regrouped, utterance_spans, utterances
from sensorium.core.values import TimeSpan

ticks = st.integers(0, 400).map(lambda tick: tick / 10)
spans = st.lists(st.tuples(ticks, ticks)).map(
    lambda pairs: [TimeSpan(start=min(a, b), end=max(a, b)) for a, b in pairs if a != b]
)


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


def test_a_lone_utterance_takes_at_most_two_seconds_of_pause_on_either_side() -> None:
    assert utterance_spans([span(5, 6)], [], 20) == [span(3, 8)]


def test_the_media_end_and_cuts_stop_the_pause() -> None:
    assert utterance_spans([span(1, 3)], [3.5], 20) == [span(0, 3.5)]


def test_a_pause_between_two_utterances_is_halved() -> None:
    assert utterance_spans([span(2, 3), span(5, 6)], [], 20) == [span(0, 4), span(4, 8)]


def test_far_utterances_leave_the_middle_to_nobody() -> None:
    assert utterance_spans([span(2, 3), span(10, 11)], [], 20) == [span(0, 5), span(8, 13)]


def test_a_breath_does_not_divide_an_utterance() -> None:
    (only,) = utterances([span(5, 6), span(6.5, 7)], [], 20)
    assert only.span == span(3, 9)
    assert only.voiced == (span(5, 6), span(6.5, 7))
    assert only.core == span(5, 7)


def test_a_voice_over_a_cut_is_one_utterance_a_shot() -> None:
    assert utterance_spans([span(3, 5)], [4], 8) == [span(1, 4), span(4, 7)]


def test_a_rest_too_short_to_judge_belongs_to_nobody() -> None:
    (only,) = utterances([span(2, 4.2)], [4], 8)
    assert only.span == span(0, 4)
    assert only.voiced == (span(2, 4),)


def test_a_short_voice_on_one_side_of_a_cut_is_kept() -> None:
    assert utterance_spans([span(4, 4.2)], [4], 8) == [span(4, 6.2)]


def test_nothing_voiced_gives_nothing() -> None:
    assert utterance_spans([], [4], 8) == []


@given(spans, st.lists(ticks), st.integers(1, 40))
def test_utterances_are_ordered_disjoint_uncut_and_reach_no_further_than_they_may(
    voiced: list[TimeSpan], cuts: list[float], duration: int
) -> None:
    found = utterances(voiced, cuts, duration)
    for one in found:
        assert 0 <= one.span.start <= one.core.start < one.core.end <= one.span.end <= duration
        assert one.core.start - one.span.start <= REACH + 1e-9
        assert one.span.end - one.core.end <= REACH + 1e-9
        assert not any(one.span.start + 1e-9 < cut < one.span.end - 1e-9 for cut in cuts)
        assert all(
            any(v.start <= part.start and part.end <= w.end for v in voiced for w in voiced) for part in one.voiced
        )
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start + 1e-9


@given(spans, st.lists(ticks))
def test_every_long_voice_is_inside_some_utterance(voiced: list[TimeSpan], cuts: list[float]) -> None:
    found = utterance_spans(voiced, cuts, 40)
    for voice in voiced:
        middle = (voice.start + voice.end) / 2
        if voice.seconds >= 1 and not any(voice.start < cut < voice.end for cut in cuts):
            assert any(one.start <= middle <= one.end for one in found)


@given(spans, st.lists(ticks))
def test_spans_and_voices_tell_the_utterances_again(voiced: list[TimeSpan], cuts: list[float]) -> None:
    found = utterances(voiced, cuts, 40)
    parts = [part for one in found for part in one.voiced]
    assert regrouped([one.span for one in found], parts) == found
