"""Cells packed, unpacked and read as instants; when to look."""

from __future__ import annotations

import numpy as np

from sensorium.core.values import TimeSpan
from sensorium.plugins.grounding.labels import INDEX
from sensorium.plugins.tracking.looking import worth_looking
from sensorium.plugins.tracking.sightings import Seen, SightingsCell, instants, pack, unpack


def seen() -> Seen:
    return Seen(
        times=np.array([0.0, 0.0625, 0.125]),
        steps=np.zeros((3, 7), np.float32),
        cuts=np.array([False, True, False]),
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
    assert second.cut
    assert first.sightings is not None
    assert third.sightings is not None
    assert [s.labels for s in first.sightings] == [s.labels for s in third.sightings]
    assert third.sightings[0].time == 0.125
    assert set(third.sightings[0].labels) == {INDEX["car"], INDEX["truck"]}


def test_a_still_scene_is_looked_at_once():
    still = [np.full((135, 240), 90, np.uint8)] * 16
    same = worth_looking(still)
    assert set(same[same >= 0]) == {0}
    assert [index for index, value in enumerate(same) if value >= 0] == [0, 4, 8, 12]


def test_a_lively_scene_is_looked_at_eight_times_and_a_quiet_one_four():
    draw = np.random.default_rng(1)
    blocks = [np.kron(draw.integers(0, 255, (9, 12)), np.ones((15, 20))).astype(np.uint8) for _ in range(16)]
    quiet = [np.full((135, 240), 90, np.uint8) for _ in range(16)]
    for index, picture in enumerate(quiet):
        picture[:15, 20 * (index % 12) : 20 * (index % 12) + 20] = 120
    assert len(np.unique(worth_looking(blocks))) - 1 == 8
    assert len(np.unique(worth_looking(quiet))) - 1 == 4
