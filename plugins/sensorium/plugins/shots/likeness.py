"""How alike two pictures are when the camera may have moved in between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

REACH = (5, 2)
"""Largest shift across and down that is tried, in pixels of the small pictures."""
FLOOR = 400.0
"""Added to each picture's energy, so that noise in black pictures counts for nothing."""


def likeness(before: NDArray[np.float32], after: NDArray[np.float32], moved: bool = True) -> float:
    """Highest correlation (-1..1) of two small RGB pictures, (height, width, 3), over shifts of a few pixels.

    Correlation ignores brightness and contrast, so that flashes and dark scenes read like any other; shifting
    undoes a pan, which leaves pictures alike where a cut does not. With `moved=False` no shift is tried.
    """
    height, width = before.shape[:2]
    across, down = REACH if moved else (0, 0)
    best = -1.0
    for dy in range(-down, down + 1):
        for dx in range(-across, across + 1):
            ours = before[max(0, dy) : height + min(0, dy), max(0, dx) : width + min(0, dx)]
            theirs = after[max(0, -dy) : height + min(0, -dy), max(0, -dx) : width + min(0, -dx)]
            best = max(best, _correlation(ours, theirs))
    return best


def _correlation(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> float:
    a, b = ours - ours.mean(), theirs - theirs.mean()
    return float((a * b).sum() / np.sqrt(((a * a).sum() + FLOOR) * ((b * b).sum() + FLOOR)))
