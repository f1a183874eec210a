"""Standing, starting, stopping, waiting, hurrying."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sensorium.plugins.motion import pace
from sensorium.plugins.motion.heading import headings
from sensorium.plugins.motion.trajectory import Trajectory

RATE = 8


def course(speeds: list[tuple[float, float]], size: float = 0.1, jitter: float = 0.0) -> Trajectory:
    """A thing that crosses the picture at (seconds, heights a second) after one another, seen from above."""
    rate = np.concatenate([np.full(round(seconds * RATE), speed) for seconds, speed in speeds])
    times = np.arange(len(rate)) / RATE
    x = np.cumsum(rate) / RATE
    noise = np.random.default_rng(4).normal(0, jitter, (len(x), 2))
    place = np.column_stack([x, np.zeros(len(x))]) + noise
    flat: NDArray[np.float64] = np.ones(len(x))
    spread = np.tile(np.eye(2) * 0.03**2, (len(x), 1, 1))
    whole = np.zeros(len(x), np.bool_)
    return Trajectory(times, place, spread, size * flat, flat, whole, 0 * flat, place * size, above=True)


def test_a_stop_lasts_from_easing_to_standing():
    (stop,) = pace.stops(course([(3, 2.0), (2, 0.0)], jitter=0.01))
    assert stop.score > 0.5
    assert stop.start == pytest.approx(3.0, abs=0.6)
    assert stop.end == pytest.approx(3.3, abs=0.9)
    assert pace.starts(course([(3, 2.0), (2, 0.0)])) == []


def test_a_start_is_the_other_way_round():
    (start,) = pace.starts(course([(2, 0.0), (3, 2.0)], jitter=0.01))
    assert start.score > 0.5
    assert start.start == pytest.approx(1.7, abs=0.8)


def test_a_red_light_is_a_stop_a_wait_and_a_start():
    light = course([(2, 2.0), (4, 0.0), (2, 2.0)], jitter=0.01)
    assert len(pace.stops(light)) == len(pace.starts(light)) == 1
    (wait,) = pace.waits(light)
    assert wait.score > 0.5
    assert wait.end - wait.start == pytest.approx(4.0, abs=1.2)


def test_what_never_moved_may_be_parked():
    (wait,) = pace.waits(course([(5, 0.0)], jitter=0.01))
    assert 0.25 <= wait.score < 0.5


def test_driving_on_is_neither():
    steady = course([(5, 1.5)], jitter=0.02)
    assert pace.stops(steady) == pace.starts(steady) == pace.waits(steady) == []


def test_hurrying_and_easing():
    quick = course([(3, 1.0), (3, 3.0)], jitter=0.005)
    surely = [act for act in pace.paces(quick, headings(quick), faster=True) if act.score > 0.5]
    assert len(surely) == 1
    assert surely[0].start == pytest.approx(2.7, abs=0.8)
    assert [act for act in pace.paces(quick, headings(quick), faster=False) if act.score > 0.5] == []


def test_growth_is_an_approach_unless_the_zoom_did_it():
    near = course([(4, 0.5)])
    growing = near._replace(size=np.linspace(0.1, 0.2, len(near.times)))
    (approach,) = pace.approaches_camera(growing)
    assert approach.score > 0.5
    assert pace.approaches_camera(near) == []
