"""Maps of probabilities made into slanted boxes."""

from __future__ import annotations

import cv2
import numpy as np

from sensorium.plugins.ocr.regions import clockwise, regions


def drawn(*boxes: tuple[float, float, float, float, float]) -> np.ndarray:
    """A map with a rectangle for each (x, y, width, height, degrees)."""
    likely = np.zeros((200, 400), np.float32)
    for x, y, width, height, degrees in boxes:
        cv2.fillPoly(likely, [cv2.boxPoints(((x, y), (width, height), degrees)).astype(np.int32)], 0.9)
    return likely


def test_a_line_is_grown_back_by_area_over_perimeter():
    (found,) = regions(drawn((200, 100, 120, 20, 0)))
    low, high = found.corners.min(axis=0) * (400, 200), found.corners.max(axis=0) * (400, 200)
    reach = 1.6 * 120 * 20 / 280
    assert np.allclose(low, (140 - reach, 90 - reach), atol=2)
    assert np.allclose(high, (260 + reach, 110 + reach), atol=2)
    assert found.score > 0.8


def test_a_slanted_line_keeps_its_slant():
    (found,) = regions(drawn((200, 100, 120, 16, 20)))
    points = found.corners * (400, 200)
    slope = np.degrees(np.arctan2(*(points[1] - points[0])[::-1]))
    assert abs(slope - 20) < 3


def test_specks_and_doubtful_regions_are_left_out():
    likely = drawn((50, 50, 2, 2, 0))
    likely[150:170, 100:300] = 0.35
    assert regions(likely) == []
    assert regions(np.zeros((64, 64), np.float32)) == []


def test_a_line_at_the_edge_stays_inside_the_picture():
    (found,) = regions(drawn((60, 10, 120, 20, 0)))
    assert found.corners.min() >= 0


def test_corners_run_clockwise_from_the_top_left():
    corners = np.array([[10, 5], [0, 0], [10, 0], [0, 5]], np.float32)
    assert clockwise(corners).tolist() == [[0, 0], [10, 0], [10, 5], [0, 5]]
