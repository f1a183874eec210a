from __future__ import annotations

import struct
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sensorium.core.media.upright import Turn, turn_of

sidedata = pytest.importorskip("av.sidedata.sidedata")
ONE = 1 << 16
SIGNS = list(product((-1, 1), repeat=2))
TURNS = [(p, 0, 0, q) for p, q in SIGNS] + [(0, p, q, 0) for p, q in SIGNS]


def frame(a: int, b: int, c: int, d: int) -> Any:
    matrix = struct.pack("<9i", a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30)
    return SimpleNamespace(side_data={sidedata.Type.DISPLAYMATRIX: matrix})


@pytest.mark.parametrize("matrix", TURNS)
def test_a_picture_lands_where_the_matrix_sends_its_points(matrix: tuple[int, int, int, int]) -> None:
    a, b, c, d = matrix
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    points = np.array([(a * x + c * y, b * x + d * y) for y in range(2) for x in range(3)])
    points -= points.min(axis=0)
    upright = turn_of(frame(*matrix)).apply(picture)
    for (x, y), value in zip(points, picture.reshape(-1, 3), strict=True):
        assert np.array_equal(upright[y, x], value)


def test_eight_ways_to_hold_a_camera() -> None:
    assert len({turn_of(frame(*m)) for m in TURNS}) == 8


def test_without_a_matrix_nothing_turns() -> None:
    assert turn_of(SimpleNamespace(side_data={})) == Turn()  # type: ignore[arg-type]
