"""Fitting upright pictures into the frame a model asks for, and bringing boxes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sensorium.core.media.upright import Turn, turn_of
from sensorium.core.values import Box

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

Mode = Literal["stretch", "pad", "crop"]
Rect = tuple[int, int, int, int]


@dataclass(frozen=True)
class Fit:
    """Where the region of an upright picture lands in a frame.

    `picture` and `frame` are (width, height) in pixels; `region` and `target` are (x, y, width, height) in
    pixels of the picture and of the frame. What lies in the frame outside `target` is black.
    """

    picture: tuple[int, int]
    frame: tuple[int, int]
    region: Rect
    target: Rect

    @property
    def whole(self) -> bool:
        return self.region == (0, 0, *self.picture)

    def restore(self, box: Box) -> Box:
        """A box given as fractions of the frame, as fractions of the upright picture."""
        x0, x1 = (self._back(value, 0) for value in (box.x0, box.x1))
        y0, y1 = (self._back(value, 1) for value in (box.y0, box.y1))
        return Box(x0=x0, y0=y0, x1=x1, y1=y1)

    def _back(self, value: float, axis: int) -> float:
        inside = (value * self.frame[axis] - self.target[axis]) / self.target[axis + 2]
        place = self.region[axis] + min(1.0, max(0.0, inside)) * self.region[axis + 2]
        return min(1.0, max(0.0, place / self.picture[axis]))


def fit(picture: tuple[int, int], size: tuple[int, int] | None, mode: Mode, crop: Box | None = None) -> Fit:
    """The placing of a picture of (width, height) pixels, or of its part `crop`, in a frame of `size`.

    ``stretch`` fills the frame, ``pad`` keeps the shape and centres it on black, ``crop`` keeps the shape and
    cuts what overhangs on both sides alike. ``size=None`` is the picture, or its part, as it is.
    """
    x, y, width, height = region = _pixels(picture, crop)
    if size is None:
        return Fit(picture, (width, height), region, (0, 0, width, height))
    if mode == "pad":
        scale = min(size[0] / width, size[1] / height)
        inner = (min(size[0], max(1, round(width * scale))), min(size[1], max(1, round(height * scale))))
        return Fit(picture, size, region, ((size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2, *inner))
    if mode == "crop":
        scale = max(size[0] / width, size[1] / height)
        kept = (min(width, max(1, round(size[0] / scale))), min(height, max(1, round(size[1] / scale))))
        region = (x + (width - kept[0]) // 2, y + (height - kept[1]) // 2, *kept)
    return Fit(picture, size, region, (0, 0, *size))


def _pixels(picture: tuple[int, int], crop: Box | None) -> Rect:
    if crop is None:
        return (0, 0, *picture)
    x0, y0 = int(crop.x0 * picture[0]), int(crop.y0 * picture[1])
    x0, y0 = min(x0, picture[0] - 1), min(y0, picture[1] - 1)
    x1, y1 = max(x0 + 1, round(crop.x1 * picture[0])), max(y0 + 1, round(crop.y1 * picture[1]))
    return x0, y0, x1 - x0, y1 - y0


@dataclass
class Fitter:
    """Turns decoded frames into RGB arrays of one Fit; keeps FFmpeg's scaling tables between frames."""

    fit: Fit
    _tables: dict[str, Any] = field(default_factory=dict)
    _turn: tuple[int, Turn] | None = None

    def __call__(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """A read-only array (height, width, 3), upright."""
        turn = self._turn_of(frame)
        _, _, width, height = self.fit.target
        if self.fit.whole:
            stored = (height, width) if turn.sideways else (width, height)
            inner = turn.apply(self._scaled("fit", frame, stored))
        else:
            inner = self._cut(frame, turn)
        placed = inner if (width, height) == self.fit.frame else self._on_black(inner)
        placed = np.ascontiguousarray(placed)
        placed.setflags(write=False)
        return placed

    def _turn_of(self, frame: VideoFrame) -> Turn:
        # Looking at a frame's side data ties it into a reference cycle: a frame for each picture would pile up.
        if self._turn is None or self._turn[0] != frame.rotation:
            self._turn = (frame.rotation, turn_of(frame))
        return self._turn[1]

    def _cut(self, frame: VideoFrame, turn: Turn) -> NDArray[np.uint8]:
        import av

        picture = self.fit.picture
        stored = (picture[1], picture[0]) if turn.sideways else picture
        full = turn.apply(self._scaled("full", frame, stored))
        x, y, width, height = self.fit.region
        region = np.ascontiguousarray(full[y : y + height, x : x + width])
        if region.shape[1::-1] == self.fit.target[2:]:
            return region
        return self._scaled("cut", av.VideoFrame.from_ndarray(region, format="rgb24"), self.fit.target[2:])

    def _on_black(self, inner: NDArray[np.uint8]) -> NDArray[np.uint8]:
        x, y, width, height = self.fit.target
        placed = np.zeros((self.fit.frame[1], self.fit.frame[0], 3), np.uint8)
        placed[y : y + height, x : x + width] = inner
        return placed

    def _scaled(self, table: str, frame: VideoFrame, size: tuple[int, int]) -> NDArray[np.uint8]:
        from av.video.reformatter import Interpolation, VideoReformatter

        scaler = self._tables.setdefault(table, VideoReformatter())
        flags = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP
        rgb: VideoFrame = scaler.reformat(frame, *size, format="rgb24", interpolation=flags)
        return np.asarray(rgb.to_ndarray(), np.uint8)
