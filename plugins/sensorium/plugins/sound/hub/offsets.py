"""By how much sound and picture are out of step, from vectors of both: the shift at which they agree best.

Sound of one step is compared with the picture of another: row i of the likeness holds sound i against every picture. If
the sound comes too late by d steps, the diagonal d below the main one stands out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 0.02
"""How much better the best shift must agree than the middling one: a still picture agrees with any sound alike."""

ROWS = 8
"""Steps that must be compared at the largest shift."""


class Shift(NamedTuple):
    """`steps` the sound comes late (negative: early), None where nothing tells; `score` 0..1 how well they agree."""

    steps: int | None
    score: float


def best_shift(sounds: NDArray[np.float32], pictures: NDArray[np.float32], most: int) -> Shift:
    """The shift of at most `most` steps at which unit vectors (n, d) of sound and picture agree best."""
    count = len(sounds)
    reach = min(most, count - ROWS)
    if count == 0:
        return Shift(None, 0.0)
    agreements = {
        steps: float(np.mean(np.sum(sounds[max(0, steps) : count + min(0, steps)] * _moved(pictures, steps), axis=1)))
        for steps in (range(-reach, reach + 1) if reach >= 1 else (0,))
    }
    best = max(agreements, key=lambda steps: (agreements[steps], -abs(steps)))
    clear = agreements[best] - float(np.median(list(agreements.values()))) >= LEAST
    return Shift(best if clear and len(agreements) > 1 else None, float(np.clip(agreements[best], 0, 1)))


def _moved(pictures: NDArray[np.float32], steps: int) -> NDArray[np.float32]:
    """The pictures that sound `steps` later is compared with."""
    return pictures[: len(pictures) - steps] if steps >= 0 else pictures[-steps:]
