"""Following a video picture by picture and telling where a new shot begins."""

from __future__ import annotations

from collections import deque
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.plugins.shots.likeness import likeness

RATE: Final = 16
"""Pictures a second."""
AROUND = 2
"""Pictures before and after one that its change is compared with."""
LEAST_CHANGE = 6.0
"""PySceneDetect's content value below which nothing is a cut."""
FAIR, STRONG = 1.9, 3.2
"""Times the change around it that a picture's change must reach, to be looked at and to be strong."""
ALIKE_FAIR, ALIKE_STRONG, ALIKE_PLAIN = 0.68, 0.76, 0.85
"""Likeness across a change from which it is no cut, fair, strong, and strong and plain to see."""
PLAIN = 20.0
"""Mean difference of pixel values, of 255, from which a change is plain: things that jerk in a still view make less."""
ALIKE_AROUND = 0.8
"""Likeness from before to after a change from which it was a flash or a passer-by."""
STILL = 0.3
"""Seconds an unchanged picture is taken for a repeated frame of a slow source rather than for a still scene."""


class _Seen(NamedTuple):
    tick: int
    small: NDArray[np.float32]


class Spotter:
    """Finds hard cuts in pictures sampled at 16 a second; decides on each two pictures later.

    Repeated frames of a source slower than that are left out, since change would seem to come in jerks.
    """

    def __init__(self, source_fps: float) -> None:
        from scenedetect.detectors import AdaptiveDetector

        self._fair, self._strong = (
            AdaptiveDetector(ratio, min_scene_len=0, window_width=AROUND, min_content_val=LEAST_CHANGE)
            for ratio in (FAIR, STRONG)
        )
        self._repeats = round(max(STILL, 1.2 / source_fps if source_fps > 0 else 0.0) * RATE)
        self._seen: deque[_Seen] = deque(maxlen=2 * AROUND + 1)
        self._last: NDArray[np.uint8] | None = None
        self._last_tick = 0

    @property
    def decided(self) -> float:
        """Seconds up to which no further cut will be told."""
        return self._seen[-AROUND].tick / RATE if len(self._seen) > AROUND else 0.0

    def see(self, picture: NDArray[np.uint8], time: float) -> float | None:
        """Take the small RGB picture (height, width, 3) shown at `time` seconds; a cut that became certain.

        A cut is given as the middle between the last instant of the old shot and the first of the new one: to
        1/32 s.
        """
        tick = round(time * RATE)
        if self._last is not None and tick - self._last_tick < self._repeats and np.array_equal(picture, self._last):
            return None
        self._last, self._last_tick = picture, tick
        self._seen.append(_Seen(tick, _shrunk(picture)))
        found = self._proposed(np.ascontiguousarray(picture[:, :, ::-1]), tick)
        return (found - 0.5) / RATE if found is not None else None

    def _proposed(self, bgr: NDArray[np.uint8], tick: int) -> int | None:
        from scenedetect import FrameTimecode

        now = FrameTimecode(tick, float(RATE))
        fair: list[Any] = self._fair.process_frame(now, bgr)
        strong: list[Any] = self._strong.process_frame(now, bgr)
        if not fair or not self._new_shot(self._limit() if strong else ALIKE_FAIR):
            return None
        return self._seen[AROUND].tick

    def _limit(self) -> float:
        before, after = (self._seen[at].small for at in (AROUND - 1, AROUND))
        return ALIKE_PLAIN if np.abs(before - after).mean() >= PLAIN else ALIKE_STRONG

    def _new_shot(self, limit: float) -> bool:
        """Whether the middle one of the pictures at hand begins a shot."""
        pictures = [seen.small for seen in self._seen]
        across = likeness(pictures[AROUND - 1], pictures[AROUND])
        around = max(
            likeness(pictures[0], pictures[AROUND + 1], moved=False),
            likeness(pictures[AROUND - 1], pictures[2 * AROUND], moved=False),
        )
        return across < limit and around < ALIKE_AROUND and around < max(across + 0.05, 0.5)


def _shrunk(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Half the size each way, by means of two by two."""
    height, width = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2
    blocks = picture[:height, :width].astype(np.float32).reshape(height // 2, 2, width // 2, 2, 3)
    return np.asarray(blocks.mean(axis=(1, 3)), np.float32)
