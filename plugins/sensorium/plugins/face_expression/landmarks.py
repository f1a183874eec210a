"""The crop a face's landmarks are read from, turned so that the eyes lie level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.face_expression.blazeface import Face

SIDE = 256
MARGIN = 1.5
"""How much larger than the face's box the crop is, as the landmark network was trained with."""


def crop_transform(face: Face, side: int) -> NDArray[np.float64]:
    """The affine map, shape (2, 3), from pixels of a square picture of `side` to those of the crop."""
    corners = face.box.reshape(2, 2) * side
    centre = corners.mean(axis=0)
    reach = float(np.max(corners[1] - corners[0])) * MARGIN / 2
    eyes = (face.points[1] - face.points[0]) * side
    angle = float(np.arctan2(eyes[1], eyes[0]))
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, sin], [-sin, cos]]) * (SIDE / 2 / max(reach, 1e-6))
    shift = SIDE / 2 - turn @ centre
    return np.column_stack([turn, shift])


def crop(picture: NDArray[np.uint8], face: Face) -> NDArray[np.float32]:
    """The face upright, (1, 256, 256, 3) in 0..1, from a square RGB picture."""
    import cv2

    mapped = cv2.warpAffine(picture, crop_transform(face, picture.shape[0]), (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    scaled: NDArray[np.float32] = np.multiply(mapped, 1 / 255, dtype=np.float32)
    return scaled[None]
