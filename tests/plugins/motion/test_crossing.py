"""Coming, going and crossing."""

from __future__ import annotations

import numpy as np

from sensorium.core.values import Box, TimedBox, TimeSpan, Track
from sensorium.plugins.motion import crossing
from sensorium.plugins.motion.crossing import Shot

SHOT = Shot(0.0, 10.0)


def track(xs: list[float], y: float = 0.5, first: float = 2.0, size: float = 0.1, name: str = "1.1") -> Track:
    path = []
    for index, x in enumerate(xs):
        box = Box(x0=max(0, x - size / 2), y0=y - size / 2, x1=min(1, x + size / 2), y1=y + size / 2)
        path.append(TimedBox(time=first + 0.25 * index, box=box))
    span = TimeSpan(start=path[0].time, end=path[-1].time)
    return Track(id=name, label="car", score=0.9, span=span, path=tuple(path))


def line(start: float, end: float, count: int = 13) -> list[float]:
    return [float(x) for x in np.linspace(start, end, count)]


def test_coming_in_at_an_edge_during_the_shot():
    (enter,) = crossing.enters_frame(track(line(0.04, 0.6)), SHOT)
    assert enter.score > 0.5
    assert "left" in enter.text
    assert crossing.enters_frame(track(line(0.04, 0.6), first=0.1), SHOT) == []
    assert crossing.enters_frame(track(line(0.5, 0.6)), SHOT) == []


def test_going_out_at_an_edge_before_the_shot_ends():
    (leave,) = crossing.leaves_frame(track(line(0.4, 0.96)), SHOT)
    assert leave.score > 0.5
    assert "right" in leave.text
    assert crossing.leaves_frame(track(line(0.4, 0.96)), Shot(0, 5.1)) == []


def test_crossing_the_picture():
    way = track(line(0.1, 0.9))
    (cross,) = crossing.crosses_frame(way, np.array(line(-0.4, 0.4)))
    assert cross.score > 0.5
    assert crossing.crosses_frame(way, np.array(line(0, 0.1))) == []


def test_approaching_a_thing_and_leaving_it():
    gate = track([0.8] * 13, name="1.2")
    met = crossing.meeting(track(line(0.1, 0.7)), gate)
    assert met is not None
    (approach,) = crossing.approaches(met)
    assert approach.score > 0.5
    assert crossing.departs(met) == []


def test_passing_across_a_thing():
    gate = track([0.5] * 13, size=0.3, name="1.2")
    through = crossing.meeting(track(line(0.1, 0.9)), gate)
    short = crossing.meeting(track(line(0.1, 0.2)), gate)
    assert through is not None
    assert short is not None
    (cross,) = crossing.crosses(through)
    assert cross.score > 0.5
    inside = crossing.meeting(track(line(0.1, 0.5, 17)), track([0.5] * 17, size=0.3, name="1.2"))
    assert inside is not None
    (enter,) = crossing.enters(inside)
    assert enter.start < 5.0 < enter.end + 0.5
    assert crossing.crosses(short) == []


def test_things_never_seen_together_do_not_meet():
    assert crossing.meeting(track(line(0.1, 0.9)), track([0.5] * 5, first=8.0, name="1.2")) is None
