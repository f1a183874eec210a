"""Small real files to ask about: pictures with coloured things on a lawn, and a film of two shots."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sensorium.core.media import open_media
from sensorium.core.testing.media import make_video
from sensorium.core.values import Image, Video

LAWN, RED, BLUE = (40, 140, 60), (210, 30, 30), (30, 60, 200)


def scene(shift: int = 0, size: tuple[int, int] = (96, 64)) -> NDArray[np.uint8]:
    """A red thing left of a blue one, `shift` pixels further right; size (width, height)."""
    picture = np.full((size[1], size[0], 3), LAWN, np.uint8)
    picture += np.random.default_rng(shift).integers(0, 12, picture.shape, dtype=np.uint8)
    picture[20:44, 8 + shift : 32 + shift] = RED
    picture[24:56, 52 + shift : 80 + shift] = BLUE
    return picture


def picture(folder: Path, shift: int = 0) -> Image:
    """A PNG file of the scene."""
    import cv2

    file = folder / f"scene-{shift}.png"
    cv2.imwrite(str(file), scene(shift)[:, :, ::-1])
    image = open_media(file)
    assert isinstance(image, Image)
    return image


def film(folder: Path, seconds: float = 2.0) -> Video:
    """An mp4 whose second half is another shot."""

    def paint(number: int, time: float, size: tuple[int, int]) -> NDArray[np.uint8]:
        shown = scene(number % 8, size)
        return shown if time < seconds / 2 else np.ascontiguousarray(255 - shown)

    video = open_media(make_video(folder / "film.mp4", seconds=seconds, fps=8, size=(96, 64), paint=paint))
    assert isinstance(video, Video)
    return video
