"""Sightings linked into trails."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.grounding.labels import INDEX
from sensorium.plugins.tracking.sightings import Instant, Sighting
from sensorium.plugins.tracking.tracker import Tracker, Trail

STILL = np.array([0, 0, 0, 0, 0, 0, 1], np.float32)
PAINT = np.full(len(COLOURS), 1 / len(COLOURS), np.float32)


def sighting(
    time: float, x: float, y: float = 0.5, label: str = "car", score: float = 0.7, size: float = 0.1
) -> Sighting:
    box = np.array([x - size / 2, y - size / 2, x + size / 2, y + size / 2], np.float32)
    return Sighting(time, box, {INDEX[label]: score}, PAINT)


def instant(time: float, *seen: Sighting, step: np.ndarray = STILL) -> Instant:
    return Instant(time, step, seen, 1.0)


def trails(instants: list[Instant]) -> list[Trail]:
    tracker = Tracker()
    for one in instants:
        tracker.feed(one)
    tracker.flush(instants[-1].time)
    return sorted(tracker.drain(), key=lambda trail: trail.number)


@pytest.mark.parametrize("rate", [4, 8])
def test_two_things_that_pass_each_other_keep_apart(rate: int):
    times = np.arange(0, 2, 1 / rate)
    found = trails([
        instant(t, sighting(t, 0.2 + 0.3 * t, 0.4), sighting(t, 0.8 - 0.3 * t, 0.6)) for t in times.tolist()
    ])  # fmt: skip
    assert [len(trail.path) for trail in found] == [len(times)] * 2
    for trail in found:
        rows = [float(box[1]) for _, box, _ in trail.path]
        assert np.ptp(rows) < 1e-6


def test_a_brief_absence_is_bridged_and_a_long_one_is_not():
    def walk(gone: float) -> list[Instant]:
        return [
            instant(t, *([] if 1 <= t < 1 + gone else [sighting(t, 0.2 + 0.1 * t)]))
            for t in np.arange(0, 4, 0.25).tolist()
        ]

    assert len(trails(walk(0.75))) == 1
    assert len(trails(walk(1.75))) == 2


def test_trails_belong_to_their_shot():
    tracker = Tracker(3, 1.0)
    for time in (1.0, 1.25, 1.5):
        tracker.feed(instant(time, sighting(time, 0.5)))
    tracker.flush(1.75)
    assert [(trail.shot, trail.opens, trail.closes) for trail in tracker.drain()] == [(3, 1.0, 1.75)]


def test_the_step_into_a_shot_moves_nothing():
    leap = np.array([0.4, 0, 0, 0, 0, 0, 1], np.float32)
    film = [instant(0.25 * n, sighting(0.25 * n, 0.5), step=STILL if n else leap) for n in range(4)]
    film[2] = film[2]._replace(step=np.zeros(7, np.float32))
    assert [len(trail.path) for trail in trails(film)] == [4]


def test_a_thing_is_carried_along_with_the_camera():
    pan = np.array([0.3, 0, 0, 0, 0, 0, 1], np.float32)
    found = trails([instant(0.25 * n, sighting(0.25 * n, 0.05 + 0.3 * n), step=pan if n else STILL) for n in range(4)])
    assert len(found) == 1


def test_a_change_of_name_within_a_family_is_one_thing():
    names = ["cell phone", "car", "truck", "car", "cell phone"]
    assert len(trails([instant(0.25 * n, sighting(0.25 * n, 0.5, label=name)) for n, name in enumerate(names)])) == 1


def test_a_person_never_becomes_a_car():
    found = trails([instant(0.25 * n, sighting(0.25 * n, 0.5, label="car" if n > 3 else "person")) for n in range(8)])
    assert len(found) == 2


def test_faint_sightings_continue_a_trail_but_begin_none():
    assert trails([instant(0.25 * n, sighting(0.25 * n, 0.5, score=0.2)) for n in range(4)]) == []
    found = trails([instant(0.25 * n, sighting(0.25 * n, 0.5, score=0.7 if n == 0 else 0.2)) for n in range(6)])
    assert [len(trail.path) for trail in found] == [6]


def test_the_same_sightings_give_the_same_trails():
    draw = np.random.default_rng(5)
    film = [
        instant(t, *(sighting(t, *draw.uniform(0.1, 0.9, 2), score=float(draw.uniform(0.2, 0.9))) for _ in range(6)))
        for t in np.arange(0, 3, 0.125).tolist()
    ]
    one, two = trails(film), trails(film)
    assert [(t.number, [p[0] for p in t.path]) for t in one] == [(t.number, [p[0] for p in t.path]) for t in two]


def test_a_thing_left_over_does_not_push_another_from_its_place():
    film = [instant(0.25 * n, sighting(0.25 * n, 0.30), sighting(0.25 * n, 0.36)) for n in range(4)]
    film += [instant(0.25 * n, sighting(0.25 * n, 0.36), sighting(0.25 * n, 0.44)) for n in range(4, 8)]
    ends = {trail.number: [round(float(box[0] + box[2]) / 2, 2) for _, box, _ in trail.path] for trail in trails(film)}
    assert ends[2] == [0.36] * 8
