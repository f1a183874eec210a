"""The network's scores as probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLOPE, SHIFT = 1.0, 0.0


def probabilities(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Calibrated: a logistic curve over the scores' log-odds."""
    bounded = np.clip(scores, 1e-6, 1 - 1e-6)
    odds = SLOPE * np.log(bounded / (1 - bounded)) + SHIFT
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)
