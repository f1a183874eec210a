"""From a picture of any tile size to the 49 tiles the network was trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.plugins.control.grid.vocabulary import TILES, VIEW

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIXELS = 8
"""Pixels on a side of a tile, `RGBImgPartialObsWrapper`'s own default: a view is 56 x 56."""
SIDE = VIEW * PIXELS
LARGEST = VIEW * 64


def is_view(width: int, height: int) -> bool:
    """Whether a picture has the shape of a view: square, 7 whole tiles of 8 to 64 pixels a side."""
    return width == height and SIDE <= width <= LARGEST and width % VIEW == 0


def tiles(view: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(49, 192) in 0..1, row by row from the top left, of a square RGB view."""
    if view.shape[0] != SIDE:
        import cv2

        view = np.asarray(cv2.resize(view, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    cut = view.reshape(VIEW, PIXELS, VIEW, PIXELS, 3).transpose(0, 2, 1, 3, 4)
    return np.asarray(cut.reshape(TILES, -1), np.float32) / np.float32(255)
