"""From a map of how likely each pixel is writing to a slanted box round each line.

Source: Liao et al., "Real-time Scene Text Detection with Differentiable Binarization" (AAAI 2020): the network marks
lines shrunk towards their middle, and each region found is grown back by its area over its perimeter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WRITING = 0.3
"""Pixels from here on belong to a line."""

SURE = 0.5
"""What the pixels of a region must reach on average."""

GROWN = 1.6
LEAST_SIDE = 3.0
"""Pixels of the map; slimmer regions are noise."""

MOST = 1000


class Region(NamedTuple):
    """Corners (4, 2) as x, y in fractions of the picture, clockwise from the top left; `score` 0..1."""

    corners: NDArray[np.float32]
    score: float


def regions(likely: NDArray[np.float32]) -> list[Region]:
    """Regions of a map (height, width) of probabilities."""
    import cv2

    mask = cv2.dilate((likely > WRITING).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    height, width = likely.shape
    found = []
    for outline in outlines[:MOST]:
        corners, slim = _slanted(outline)
        if slim < LEAST_SIDE:
            continue
        score = _inside(likely, corners)
        grown = _grown(corners)
        if score < SURE or grown is None:
            continue
        corners, slim = _slanted(grown)
        if slim >= LEAST_SIDE + 2:
            found.append(Region(np.clip(corners / (width, height), 0, 1).astype(np.float32), score))
    return found


def _slanted(points: NDArray[Any]) -> tuple[NDArray[np.float32], float]:
    """The least slanted rectangle round points: its corners clockwise from the top left, and its shorter side."""
    import cv2

    rectangle = cv2.minAreaRect(points.reshape(-1, 1, 2).astype(np.float32))
    return clockwise(np.asarray(cv2.boxPoints(rectangle), np.float32)), float(min(rectangle[1]))


def clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Four corners in the order top left, top right, bottom right, bottom left, as the line lies in the picture."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    left, right = left[np.argsort(left[:, 1], kind="stable")], right[np.argsort(right[:, 1], kind="stable")]
    return np.asarray([left[0], right[0], right[1], left[1]], np.float32)


def _inside(likely: NDArray[np.float32], corners: NDArray[np.float32]) -> float:
    import cv2

    height, width = likely.shape
    x0, y0 = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    x1, y1 = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - (x0, y0)).astype(np.int32)], 1)
    return float(cv2.mean(likely[y0 : y1 + 1, x0 : x1 + 1], mask)[0])


def _grown(corners: NDArray[np.float32]) -> NDArray[np.float32] | None:
    import cv2
    import pyclipper  # type: ignore[import-untyped]

    around = cv2.arcLength(corners, closed=True)
    if around <= 0:
        return None
    reach = cv2.contourArea(corners) * GROWN / around
    offset = pyclipper.PyclipperOffset()
    offset.AddPath(np.round(corners).astype(int).tolist(), pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    paths = offset.Execute(reach)
    return np.asarray(paths[0], np.float32) if len(paths) == 1 else None
