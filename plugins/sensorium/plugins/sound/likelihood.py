"""The network's scores as probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLOPE, SHIFT = 0.692, -1.242
"""Fitted by ``tests/benchmarks/sounds.py --fit`` on clips of five sources; it is measured on others."""


def probabilities(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Calibrated: a logistic curve over the scores' log-odds."""
    bounded = np.clip(scores, 1e-6, 1 - 1e-6)
    odds = SLOPE * np.log(bounded / (1 - bounded)) + SHIFT
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)
