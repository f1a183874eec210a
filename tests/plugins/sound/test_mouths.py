"""Faces followed from window to window, with made-up detections."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from sensorium.core.values import TimeSpan
from sensorium.plugins.sound.alignment import _speaking
from sensorium.plugins.sound.mouths import CHIN, LOWER, RATE, TOP, UPPER, Mouth, Mouths


class Face(NamedTuple):
    box: np.ndarray


class Reader:
    """Finds the faces it is told; every mouth is a tenth open."""

    def __init__(self) -> None:
        self.boxes: list[tuple[float, float, float, float]] = []

    def find(self, picture: np.ndarray) -> list[Face]:
        return [Face(np.array(box, np.float32)) for box in self.boxes]

    def points(self, picture: np.ndarray, face: Face) -> np.ndarray:
        points = np.zeros((478, 3), np.float32)
        points[CHIN, 1], points[TOP, 1], points[LOWER, 1], points[UPPER, 1] = 100, 0, 60, 50
        return points


FRAMES = np.zeros((8, 4, 4, 3), np.uint8)


def test_a_face_keeps_its_name_and_another_gets_its_own() -> None:
    reader: Any = Reader()
    mouths = Mouths(reader)
    for i, boxes in enumerate([[(0.1, 0.1, 0.3, 0.3)], [(0.12, 0.1, 0.32, 0.3), (0.6, 0.1, 0.8, 0.3)]]):
        reader.boxes = boxes
        mouths.look(FRAMES, i * 8)
    assert [(each.name, len(each.open)) for each in mouths.tracks] == [("face 1", 16), ("face 2", 8)]
    assert mouths.tracks[0].open[3] == pytest.approx(0.1)


def test_who_was_away_is_another() -> None:
    reader: Any = Reader()
    reader.boxes = [(0.1, 0.1, 0.3, 0.3)]
    mouths = Mouths(reader)
    mouths.look(FRAMES, 0)
    mouths.look(FRAMES, 5 * RATE)
    assert len(mouths.tracks) == 2


def test_the_mouth_that_moves_is_the_one_that_speaks() -> None:
    still = Mouth("face 1", np.zeros(4), 0, dict.fromkeys(range(64), 0.05))
    moving = Mouth("face 2", np.zeros(4), 0, {i: 0.05 * (i % 4) for i in range(64)})
    span = TimeSpan(start=1, end=3)
    assert [(each.track, each.span) for each in _speaking([still, moving], [span])] == [("face 2", span)]
    assert _speaking([still], [span]) == []
    assert _speaking([], [span]) == []
