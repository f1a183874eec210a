"""The mouths in a video: how far each face's is open, sixteen times a second, face by face."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.face_expression.blazeface import Face
    from sensorium.plugins.face_expression.reader import FaceReader

    Boxes = NDArray[np.float32]

RATE = 16
UPPER, LOWER, TOP, CHIN = 13, 14, 10, 152
"""Landmarks: the inner lips, and the ends of the face they are measured by."""
SAME = 0.3
"""Least overlap (intersection over union) of one face with itself half a second later."""


@dataclass
class Mouth:
    """One face's track: `open` by frame number (time times sixteen), as a share of the face's height."""

    name: str
    box: Boxes
    last: int
    open: dict[int, float] = field(default_factory=dict)


class Mouths:
    """Follows faces from window to window; a face that was away for more than a second is another one."""

    def __init__(self, reader: FaceReader) -> None:
        self._reader = reader
        self.tracks: list[Mouth] = []

    def look(self, frames: NDArray[np.uint8], first: int) -> None:
        """Read the frames (n, side, side, 3) that begin with frame number `first`; faces are looked for in one."""
        for face in self._reader.find(frames[0]):
            mouth = self._track(face, first)
            for i, frame in enumerate(frames):
                points = self._reader.points(frame, face)
                if points is not None:
                    mouth.open[first + i] = opening(points)
                    mouth.last = first + i

    def _track(self, face: Face, first: int) -> Mouth:
        near = [each for each in self.tracks if first - each.last <= RATE and overlap(each.box, face.box) >= SAME]
        best = max(near, key=lambda each: overlap(each.box, face.box), default=None)
        if best is None:
            best = Mouth(f"face {len(self.tracks) + 1}", face.box, first)
            self.tracks.append(best)
        best.box = face.box
        return best


def opening(points: NDArray[np.float32]) -> float:
    """The gap between the lips as a share of the face's height."""
    height = float(np.linalg.norm(points[TOP, :2] - points[CHIN, :2]))
    return float(np.linalg.norm(points[UPPER, :2] - points[LOWER, :2])) / max(height, 1e-6)


def overlap(one: Boxes, other: Boxes) -> float:
    """Intersection over union of two boxes x0, y0, x1, y1."""
    low, high = np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])
    shared = float(np.prod(np.maximum(0, high - low)))
    areas = float(np.prod(one[2:] - one[:2]) + np.prod(other[2:] - other[:2]))
    return shared / max(areas - shared, 1e-9)
