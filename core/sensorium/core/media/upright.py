"""Turning stored pictures upright: the display matrix of a video."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


class Turn(NamedTuple):
    """How a stored picture becomes upright: mirrored left to right first, then turned clockwise by quarters."""

    quarters: int = 0
    mirrored: bool = False

    @property
    def degrees(self) -> int:
        return self.quarters * 90

    @property
    def sideways(self) -> bool:
        """Whether width and height change places."""
        return self.quarters % 2 == 1

    def apply(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """An array (height, width, 3), upright."""
        if self.mirrored:
            picture = picture[:, ::-1]
        return np.rot90(picture, -self.quarters) if self.quarters else picture


def turn_of(frame: VideoFrame) -> Turn:
    """The turn a decoded frame carries; angles between quarters go to the nearest.

    The matrix is ISO/IEC 14496-12's: nine 32-bit numbers, of which the first two rows' first two place x and y
    with y pointing down.
    """
    from av.sidedata.sidedata import Type

    matrix = cast("Mapping[Any, Any]", frame.side_data).get(Type.DISPLAYMATRIX)
    if matrix is None:
        return Turn()
    a, b, _, c, d = struct.unpack("<5i", bytes(matrix)[:20])
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    return Turn(round(math.degrees(math.atan2(b, a)) / 90) % 4, mirrored)
