"""Trails summed up."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.grounding.labels import INDEX
from sensorium.plugins.tracking.following import followed, telling, visible
from sensorium.plugins.tracking.sightings import Sighting
from sensorium.plugins.tracking.tracker import Trail

CAR, PHONE = INDEX["car"], INDEX["cell phone"]
PAINT = np.full(len(COLOURS), 1 / len(COLOURS), np.float32)


def trail(labels: list[dict[int, float]], first: float = 0.0, opens: float = 0.0, closes: float | None = None) -> Trail:
    made = Trail(1, np.array([0.0, 0.0, 0.1, 0.1]), np.zeros(4), first, opens=opens, closes=closes)
    for index, seen in enumerate(labels):
        box = np.array([0.4, 0.4, 0.5, 0.5], np.float32)
        made.add(Sighting(first + 0.25 * index, box, seen, PAINT), made.box)
    return made


def test_a_car_from_above_stays_a_car_though_half_its_sightings_say_phone():
    seen = [{CAR: 0.7}, {CAR: 0.7}, {PHONE: 0.8, CAR: 0.1}, {PHONE: 0.8}, {PHONE: 0.7, CAR: 0.2}, {CAR: 0.65}]
    assert followed(trail(seen)).thing.labels[CAR] > 0.8


def test_a_label_that_flickers_through_is_doubted():
    once = followed(trail([{CAR: 0.45}])).thing.labels[CAR]
    often = followed(trail([{CAR: 0.45}] * 8)).thing.labels[CAR]
    assert once < 0.5 < often


def test_straight_lines_need_no_points_between():
    times = np.arange(0, 2, 0.125)
    line = np.stack([0.1 + 0.2 * times, 0.3 + 0 * times, 0.2 + 0.2 * times, 0.4 + 0 * times], axis=1)
    bent = line.copy()
    bent[8:, :] += 0.05
    assert len(telling(times, line)) == 3
    assert {7, 8} <= set(telling(times, bent))


def test_sight_reaches_to_a_cut_that_is_near_and_half_a_look_beyond_else():
    near = visible(followed(trail([{CAR: 0.7}] * 5, first=2.2, opens=2.0, closes=3.4)), 9.0)
    far = visible(followed(trail([{CAR: 0.7}] * 5, first=3.0, opens=2.0, closes=None)), 9.0)
    assert (near.start, near.end) == (2.0, 3.4)
    assert (far.start, far.end) == (2.875, 4.125)
