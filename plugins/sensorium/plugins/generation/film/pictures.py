"""Pictures made ready for the camera: filling the frame, and a little larger than it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sensorium.core.model import Job
from sensorium.core.sees import Sees
from sensorium.core.tasks.generation import FilmInput
from sensorium.core.values import Image
from sensorium.plugins.generation.film.camera import CLOSEST

Picture = NDArray[np.uint8]
LOST = 0.45
"""The share of a picture that may be cut off to fill the frame; one that would lose more is shown whole."""
WIDEST = 4.0
"""How many frames wide a panorama is at most; the rest of it is left out."""
STILL = Sees(every=0.0, fps=1)


def opened(job: Job[FilmInput], image: Image) -> Picture:
    """The picture, upright, RGB (height, width, 3); MediaError where it cannot be decoded."""
    return np.asarray(next(iter(job.read(image, STILL))).frames[0], np.uint8)


def canvas_of(picture: Picture, frame: tuple[int, int]) -> Picture:
    """What the camera moves over: at least `frame` (width, height) times the closest zoom.

    One of a very different shape stands whole before a blurred, darkened copy of itself.
    """
    height, width = picture.shape[:2]
    shape = (width / height) / (frame[0] / frame[1])
    room = (round(frame[0] * CLOSEST), round(frame[1] * CLOSEST))
    if shape > WIDEST:
        return canvas_of(_filling(picture, (round(room[0] * WIDEST * 0.99), room[1])), frame)
    if 1 - min(shape, 1 / shape) <= LOST or shape > 1:
        return _scaled(picture, max(room[0] / width, room[1] / height))
    return _framed(picture, room)


def _framed(picture: Picture, room: tuple[int, int]) -> Picture:
    import cv2

    height, width = picture.shape[:2]
    small = (max(8, room[0] // 12), max(8, room[1] // 12))
    behind = cv2.resize(_filling(picture, room), small, interpolation=cv2.INTER_AREA)
    behind = cv2.GaussianBlur(behind, (0, 0), small[1] / 16)
    canvas = np.asarray(cv2.resize(behind, room, interpolation=cv2.INTER_CUBIC) * 0.5, np.uint8)
    whole = _scaled(picture, min(room[0] * 0.94 / width, room[1] * 0.94 / height))
    top, left = (room[1] - whole.shape[0]) // 2, (room[0] - whole.shape[1]) // 2
    canvas[top : top + whole.shape[0], left : left + whole.shape[1]] = whole
    return canvas


def _filling(picture: Picture, room: tuple[int, int]) -> Picture:
    """The middle of the picture in the shape of `room`."""
    height, width = picture.shape[:2]
    rows = min(height, round(width * room[1] / room[0]))
    columns = min(width, round(height * room[0] / room[1]))
    top, left = (height - rows) // 2, (width - columns) // 2
    return picture[top : top + rows, left : left + columns]


def _scaled(picture: Picture, scale: float) -> Picture:
    import cv2

    height, width = picture.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(
        cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8
    )
