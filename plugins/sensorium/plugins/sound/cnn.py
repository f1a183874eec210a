"""The article's sound classifier: a small convolutional network over MFCCs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.training.layers import Averaging, Convolution, Dense, Dropout, Network, Pooling, Rectifier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

WIDTHS = (16, 32, 64)
HIDDEN = 64
LONGEST_GAP = 8


def network(classes: int, seed: int) -> Network:
    """Untrained; about 30,000 values over (samples, 48, 32, 1)."""
    rng = np.random.default_rng(seed)
    first, second, third = WIDTHS
    return Network(
        [
            Convolution(1, first, rng), Rectifier(), Pooling(),
            Convolution(first, second, rng), Rectifier(), Pooling(),
            Convolution(second, third, rng), Rectifier(), Averaging(),
            Dense(third, HIDDEN, rng), Rectifier(), Dropout(0.3), Dense(HIDDEN, classes, rng),
        ]
    )  # fmt: skip


def varied(rows: Array, rng: np.random.Generator) -> Array:
    """Louder or softer, a moment or some coefficients hidden, a little noise: what must not matter."""
    changed = rows + rng.standard_normal(rows.shape).astype(np.float32) * np.float32(0.1)
    changed[:, :, 0] += rng.uniform(-0.7, 0.7, (len(rows), 1, 1)).astype(np.float32)
    for i in range(len(rows)):
        for axis in (0, 1):
            gap = int(rng.integers(0, LONGEST_GAP))
            start = int(rng.integers(0, rows.shape[1 + axis] - gap))
            hidden = slice(start, start + gap)
            changed[i][(hidden, slice(None)) if axis == 0 else (slice(None), hidden)] = 0
    return np.asarray(changed, np.float32)
