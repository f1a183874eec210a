"""Cells packed, unpacked and read as instants; when to look."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.core.values import TimeSpan
from sensorium.plugins.grounding.labels import INDEX
from sensorium.plugins.tracking.camera import fit
from sensorium.plugins.tracking.looking import chain, shift, worth_looking
from sensorium.plugins.tracking.sightings import Seen, SightingsCell, instants, pack, unpack


def seen() -> Seen:
    return Seen(
        times=np.array([0.0, 0.0625, 0.125]),
        steps=np.zeros((3, 7), np.float32),
        same=np.array([0, -1, 0], np.int32),
        at=np.array([0], np.int32),
        boxes=np.array([[0.1, 0.2, 0.3, 0.4]], np.float32),
        labels=np.array([[INDEX["car"], INDEX["truck"], 0]], np.uint8),
        scores=np.array([[0.8, 0.1, 0.0]], np.float32),
        colours=np.zeros((1, 12), np.float16),
        aspect=np.array([1.5], np.float32),
    )


def cell() -> SightingsCell:
    return SightingsCell(span=TimeSpan(start=0, end=1), data=pack(seen()))


def test_packing_loses_nothing():
    for one, two in zip(seen(), unpack(pack(seen())), strict=True):
        assert one.dtype == two.dtype
        assert np.array_equal(one, two)


def test_a_cell_survives_json():
    assert SightingsCell.model_validate_json(cell().model_dump_json()) == cell()


def test_unlooked_instants_have_none_and_unchanged_ones_repeat():
    first, second, third = instants([cell()])
    assert second.sightings is None
    assert first.sightings is not None
    assert third.sightings is not None
    assert [s.labels for s in first.sightings] == [s.labels for s in third.sightings]
    assert third.sightings[0].time == 0.125
    assert set(third.sightings[0].labels) == {INDEX["car"], INDEX["truck"]}


QUIET = [0.0] * 16
SWEEPING = [0.06] * 16


def test_a_still_scene_is_looked_at_once():
    still = [np.full((135, 240), 90, np.uint8)] * 16
    same = worth_looking(still, QUIET)
    assert set(same[same >= 0]) == {0}
    assert [index for index, value in enumerate(same) if value >= 0] == [0, 4, 8, 12]


def test_a_change_is_looked_at_four_times_and_a_sweep_eight():
    moving = [np.full((135, 240), 90, np.uint8) for _ in range(16)]
    for index, picture in enumerate(moving):
        picture[:15, 20 * (index % 12) : 20 * (index % 12) + 20] = 120
    assert np.unique(worth_looking(moving, QUIET)).tolist() == [-1, 0, 4, 8, 12]
    assert np.unique(worth_looking(moving, SWEEPING)).tolist() == [-1, 0, 2, 4, 6, 8, 10, 12, 14]


def test_a_calm_camera_is_followed_two_steps_at_once():
    noise = np.random.default_rng(6).integers(0, 255, (34, 60)).astype(np.uint8)
    wall = np.kron(noise, np.ones((8, 8), np.uint8))
    calm = [wall[50:185, 50 + n : 290 + n] for n in range(9)]
    fast = [wall[50:185, 50 + 20 * n : 290 + 20 * n] for n in range(9)]
    assert [len(step.before) > 0 for step in chain(calm)] == [False, True] * 4
    assert all(len(step.before) for step in chain(fast))
    assert shift(chain(calm)[1]) == pytest.approx(2 / 240, abs=1e-3)
    assert fit(chain(calm)[0]).support == 1.0
