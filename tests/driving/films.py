"""Films whose truth is known, for driving the program."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sensorium.core.testing.media import make_video

FLASHES = ((3.0, 3.3), (6.0, 6.2))
DARK, BRIGHT = 60, 230


def flashing(path: Path, flashes: tuple[tuple[float, float], ...] = FLASHES, seconds: float = 8.0) -> Path:
    """A dark film that is bright within `flashes`."""

    def paint(number: int, time: float, size: tuple[int, int]) -> NDArray[np.uint8]:
        lit = any(start <= time < end for start, end in flashes)
        return np.full((size[1], size[0], 3), BRIGHT if lit else DARK, np.uint8)

    return make_video(path, seconds=seconds, fps=25, paint=paint)
