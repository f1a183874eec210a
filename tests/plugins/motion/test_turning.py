"""Turns told from straight drives, seen by cameras that stand, pan and zoom."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sensorium.core.values import Box, TimedBox
from sensorium.plugins.motion.heading import headings
from sensorium.plugins.motion.trajectory import Trajectory, trajectory
from sensorium.plugins.motion.turning import Turn, turns
from sensorium.plugins.tracking.camera import Step
from sensorium.plugins.tracking.scene import Gaze

SHAPE = 16 / 9
LENS = 1.2
LONG, WIDE, HIGH = 3.0, 1.25, 1.0
"""A car, in its own heights."""

SPEED = 4.0


def drive(
    turn: float,
    seconds: float = 4.0,
    start: tuple[float, float] = (-6.0, 16.0),
    first: float = 0.0,
    speed: float = SPEED,
) -> NDArray[np.float64]:
    """(n, 4) time, x, depth and heading of a car that turns left by `turn` degrees in the middle half of its way."""
    times = np.arange(0, seconds, 0.125)
    share = np.clip((times / seconds - 0.25) * 2, 0, 1)
    heading = np.radians(first + turn * share)
    steps = speed * 0.125 * np.stack([np.cos(heading), np.sin(heading)], axis=1)
    place = np.asarray(start) + np.cumsum(steps, axis=0)
    return np.column_stack([times, place, heading])


def filmed(
    way: NDArray[np.float64], follow: bool = False, zoom: float = 1.0, mirrored: bool = False, shake: float = 0.0
) -> Trajectory:
    """The trajectory of a car seen from its own height; `follow` keeps it in the middle, `zoom` is the last one."""
    draw = np.random.default_rng(7)
    bearing = np.arctan2(way[:, 1], way[:, 2])
    pans = bearing if follow else np.zeros(len(way))
    lenses = LENS * np.linspace(1.0, zoom, len(way))
    path: list[TimedBox] = []
    steps: list[Step] = []
    for index, (time, x, depth, heading) in enumerate(way):
        away = float(np.hypot(x, depth))
        aspect = heading - np.pi / 2 + bearing[index]
        wide = (LONG * abs(np.sin(aspect)) + WIDE * abs(np.cos(aspect))) / away * lenses[index]
        high = HIGH / away * lenses[index] * (1 + shake * draw.standard_normal())
        centre = np.tan(bearing[index] - pans[index]) * lenses[index] + shake * 0.02 * draw.standard_normal()
        sides = np.array([centre - wide / 2, centre + wide / 2])
        sides = 0.5 + (-sides[::-1] if mirrored else sides)
        x0, x1 = (float(value) for value in np.clip(sides, 0, 1))
        if x1 - x0 < 0.4 * wide:
            break
        y0, y1 = 0.5 - high / 2 * SHAPE, 0.5 + high / 2 * SHAPE
        path.append(TimedBox(time=float(time), box=Box(x0=x0, y0=float(y0), x1=x1, y1=float(y1))))
        panned = float(np.tan(pans[index] - pans[max(index - 1, 0)]))
        right = (1.0 if mirrored else -1.0) * panned * float(lenses[index])
        grow = float(lenses[index] / lenses[max(index - 1, 0)] - 1)
        steps.append(Step(right=right, grow=grow, bend=panned**2, drive=right * right, support=1.0))
    gaze = Gaze([point.time for point in path], steps)
    return trajectory(path, gaze, SHAPE, "car")


def found(path: Trajectory) -> list[Turn]:
    return [turn for turn in turns(path, headings(path), "car") if turn.score >= 0.5]


@pytest.mark.parametrize("follow", [False, True])
@pytest.mark.parametrize("degrees", [60.0, -70.0, 90.0])
def test_a_turn_is_seen_with_its_side_and_size(degrees: float, follow: bool):
    (turn,) = found(filmed(drive(degrees), follow=follow))
    assert turn.side == ("left" if degrees > 0 else "right")
    assert 0.45 < turn.degrees / degrees < 1.3
    assert turn.start == pytest.approx(1.0, abs=1.0)
    assert turn.end == pytest.approx(3.0, abs=1.0)


def test_a_mirrored_film_turns_to_the_other_side():
    (turn,) = found(filmed(drive(70.0), follow=True, mirrored=True))
    assert turn.side == "right"


@pytest.mark.parametrize("pace", [2.0, 8.0])
def test_a_turn_is_a_turn_at_any_pace(pace: float):
    way = drive(70.0, seconds=16.0 / pace, speed=pace)
    (turn,) = found(filmed(way))
    assert turn.side == "left"


@pytest.mark.parametrize("first", [0.0, 30.0, -25.0])
@pytest.mark.parametrize(("follow", "zoom"), [(False, 1.0), (True, 1.0), (False, 1.5), (True, 1.4)])
def test_a_straight_drive_is_no_turn_however_it_is_filmed(first: float, follow: bool, zoom: float):
    assert found(filmed(drive(0.0, first=first), follow=follow, zoom=zoom, shake=0.02)) == []


def test_passing_close_by_is_no_turn():
    assert found(filmed(drive(0.0, seconds=6.0, start=(-12.0, 6.0)), follow=True)) == []


def test_a_parked_car_in_a_pan_is_no_turn():
    way = drive(0.0)
    way[:, 1:3] = (3.0, 15.0)
    assert found(filmed(way, shake=0.03)) == []


def test_heading_without_a_change_of_view_is_doubted():
    path = filmed(drive(80.0))
    rigid = path._replace(aspect=np.full(len(path.times), 2.0), above=True)
    assert found(rigid) == []
