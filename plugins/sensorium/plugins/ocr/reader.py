"""One picture read: lines located, straightened, turned upright, recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.ocr.networks import Locator, Reading, Recogniser, Turning
from sensorium.plugins.ocr.regions import regions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

LEGIBLE = 0.5
"""What a reading must be worth on average over its characters to be kept."""

CLEAR = 0.95
"""A reading this sure needs no look at the line upside down, unless the classifier speaks against it."""

TOLD = 0.05
"""What the classifier's word is worth where both readings are as sure: it errs on short lines of capitals."""

UPRIGHT = 1.5
"""A line this many times as high as wide runs up or down."""


class Line(NamedTuple):
    """A line of writing: corners (4, 2) as fractions of the picture, clockwise from the top left."""

    corners: NDArray[np.float32]
    text: str
    score: float


class Reader:
    """Opened once. Not safe to share between threads."""

    def __init__(self, locator: Path, turning: Path, recogniser: Path, threads: int) -> None:
        self._locate = Locator(locator, threads)
        self._turned = Turning(turning, threads)
        self._recognise = Recogniser(recogniser, threads)

    def __call__(self, picture: NDArray[np.uint8]) -> list[Line]:
        """The lines of an RGB picture (height, width, 3) of any size, in no order."""
        lines = []
        for region in regions(self._locate(picture)):
            said = self._read(straightened(picture, region.corners))
            if said.text.strip() and said.score >= LEGIBLE:
                lines.append(Line(region.corners, said.text.strip(), said.score))
        return lines

    def _read(self, line: NDArray[np.uint8]) -> Reading:
        """The line read as it stands, and where that is doubtful upside down too: the surer reading stands."""
        upright = self._recognise(line)
        turned = self._turned(line)
        if upright.score >= CLEAR and turned <= 0.5:
            return upright
        other = self._recognise(np.ascontiguousarray(line[::-1, ::-1]))
        return other if other.score + TOLD * turned > upright.score + TOLD * (1 - turned) else upright


def straightened(picture: NDArray[np.uint8], corners: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The part of a picture between four corners, as a line that runs from left to right."""
    import cv2

    height, width = picture.shape[:2]
    points = (corners * (width, height)).astype(np.float32)
    wide = max(1, round(float(max(np.linalg.norm(points[0] - points[1]), np.linalg.norm(points[2] - points[3])))))
    high = max(1, round(float(max(np.linalg.norm(points[0] - points[3]), np.linalg.norm(points[1] - points[2])))))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(points, target)
    line = cv2.warpPerspective(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    if high >= UPRIGHT * wide:
        line = np.rot90(line)
    return np.ascontiguousarray(line, np.uint8)
