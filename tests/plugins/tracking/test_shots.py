"""Which shots an answer needs."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sensorium.core.values import TimeSpan
from sensorium.plugins.tracking.shots import Shots


def spans(*edges: float) -> tuple[TimeSpan, ...]:
    return tuple(TimeSpan(start=a, end=b) for a, b in pairwise(edges))


SHOTS = Shots(spans(0, 4, 8, 12))


@pytest.mark.parametrize(("time", "index"), [(-1, 0), (0, 0), (3.99, 0), (4, 1), (11, 2), (12, 2), (20, 2)])
def test_every_instant_lies_in_a_shot(time: float, index: int):
    assert SHOTS.index(time) == index


def test_the_shots_that_some_spans_need():
    assert SHOTS.meeting((TimeSpan(start=5, end=6),)) == spans(4, 8)
    assert SHOTS.meeting((TimeSpan(start=3, end=4),)) == spans(0, 4)
    assert SHOTS.meeting(()) == ()


def test_all_of_them_are_no_restriction():
    assert SHOTS.meeting(None) is None
    assert SHOTS.meeting((TimeSpan(start=3, end=9),)) is None
    assert SHOTS.only([2, 0, 1, 1]) is None
