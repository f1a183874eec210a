"""The plan of the ground under a camera that looks down."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.motion.ground import plan, size_by_row, unrolled

FOCAL = 1.2
PITCH = np.radians(35)
HEIGHT = 6.0


def seen(ground: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Picture points (n, 2) and sizes of things of size 1 at ground points (x, ahead)."""
    down = np.array([0, np.cos(PITCH), np.sin(PITCH)])
    ahead = np.array([0, -np.sin(PITCH), np.cos(PITCH)])
    points = ground[:, :1] * [1.0, 0, 0] + ground[:, 1:] * ahead + HEIGHT * down
    return points[:, :2] / points[:, 2:] * FOCAL, FOCAL / points[:, 2]


def test_sizes_tell_the_pitch_and_the_plan_is_true():
    way = np.column_stack([np.linspace(-2, 3, 20), np.linspace(4, 14, 20)])
    laid, size = seen(way)
    found = size_by_row(laid[:, 1], size, np.ones(20, bool))
    assert found is not None
    assert np.arctan2(found[0], found[1] * FOCAL) == pytest.approx(PITCH, abs=0.01)
    back = unrolled(laid, *found, FOCAL)
    assert np.allclose(back - back[0], way - way[0], atol=0.05)


def test_a_right_angle_stays_one():
    away = np.column_stack([np.zeros(10), np.linspace(4, 10, 10)])
    aside = np.column_stack([np.linspace(0.5, 6, 10), np.full(10, 10.0)])
    corner = np.concatenate([away, aside])
    laid, size = seen(corner)
    place, _ = plan(laid, size, np.full((20, 2), 0.002), np.ones(20, bool), FOCAL)
    one, two = place[9] - place[0], place[-1] - place[10]
    assert abs(one @ two) / np.linalg.norm(one) / np.linalg.norm(two) < 0.05


def test_equal_sizes_tell_nothing_and_the_picture_is_the_plan():
    laid = np.column_stack([np.linspace(-0.4, 0.4, 12), np.linspace(-0.2, 0.2, 12)])
    place, spread = plan(laid, np.full(12, 0.1), np.full((12, 2), 0.002), np.ones(12, bool), FOCAL)
    assert np.allclose(place, laid * [10, -10])
    assert np.allclose(spread[0], np.diag([0.02, 0.02]) ** 2)


def test_a_box_that_swells_is_doubted():
    way = np.column_stack([np.zeros(20), np.linspace(4, 14, 20)])
    laid, size = seen(way)
    size[-1] *= 2
    _, spread = plan(laid, size, np.full((20, 2), 0.002), np.ones(20, bool), FOCAL)
    assert spread[-1, 0, 0] > 10 * spread[-2, 0, 0]
