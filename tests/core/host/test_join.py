"""Joining and cutting outputs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.errors import BadInput
from sensorium.core.host.join import Joiner, cut, merged
from sensorium.core.task import Located
from sensorium.core.values import AffectScores, Moment, Segment, TimeSpan, Transcript
from sensorium.core.values.base import Value


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


class Rich(Located):
    transcript: Transcript = Transcript()
    voiced: tuple[TimeSpan, ...] = ()
    cuts: tuple[float, ...] = ()
    label: str = ""
    scores: AffectScores = AffectScores()


def rich(start: float, label: str = "") -> Rich:
    at = span(start, start + 1)
    return Rich(
        moments=(Moment(span=at, score=0.5),),
        transcript=Transcript(segments=(Segment(text=f"{start}", span=at),)),
        voiced=(at,),
        cuts=(start,),
        label=label,
    )


def test_lists_are_concatenated_and_models_inside_joined() -> None:
    joiner: Joiner[Rich] = Joiner(Rich)
    for part in (rich(0, "first"), rich(1), rich(2, "last")):
        joiner.add(part)
    whole = joiner.result()
    assert [m.span.start for m in whole.moments] == [0, 1, 2]
    assert whole.transcript.text == "0 1 2"
    assert whole.cuts == (0, 1, 2)
    assert whole.label == "last"
    assert isinstance(whole.transcript, Transcript)


def test_the_latest_that_says_something_stands() -> None:
    joiner: Joiner[Rich] = Joiner(Rich)
    joiner.add(rich(0, "said").model_copy(update={"scores": AffectScores(sad=1.0)}))
    joiner.add(rich(1))
    assert joiner.result().label == "said"
    assert joiner.result().scores.sad == 1.0


def test_one_output_stays_the_same_object() -> None:
    joiner: Joiner[Rich] = Joiner(Rich)
    only = rich(0)
    joiner.add(only)
    assert joiner.result() is only


def test_nothing_joined_is_the_empty_output_where_there_is_one() -> None:
    class Needs(Value):
        text: str

    assert Joiner(Rich).result() == Rich()
    with pytest.raises(BadInput, match="Needs"):
        Joiner(Needs).result()


def test_cutting_trims_moments_and_spans_and_keeps_other_rows_whole() -> None:
    part = cut(rich(1).model_copy(update={"label": "kept"}), [span(0, 1.25), span(1.5, 9)])
    assert [m.span for m in part.moments] == [span(1, 1.25), span(1.5, 2)]
    assert list(part.voiced) == [span(1, 1.25), span(1.5, 2)]
    assert [s.span for s in part.transcript.segments] == [span(1, 2)]
    assert part.label == "kept"
    away = cut(rich(1), [span(2, 3)])
    assert away.moments == ()
    assert away.transcript.segments == ()


edges = st.integers(0, 30).map(lambda n: n / 2)
some = st.lists(st.tuples(edges, edges).map(lambda pair: span(min(pair), max(pair))), max_size=6)


@given(some)
def test_merged_spans_are_in_order_apart_and_cover_the_same(spans: list[TimeSpan]) -> None:
    joined = merged(spans)
    assert all(a.end < b.start for a, b in pairwise(joined))
    for tick in range(124):
        at = tick / 8
        assert any(s.start <= at < s.end for s in spans) == any(s.start <= at < s.end for s in joined)


@given(some, some, some)
def test_cutting_twice_is_cutting_to_both(rows: list[TimeSpan], one: list[TimeSpan], other: list[TimeSpan]) -> None:
    output = Located(moments=tuple(Moment(span=row, score=1) for row in rows))
    both = merged([part for a in merged(one) for b in merged(other) if (part := a.cut(b))])
    twice = cut(cut(output, merged(one)), merged(other))
    covered = [m.span for m in cut(output, both).moments]
    assert merged([m.span for m in twice.moments]) == merged(covered)
