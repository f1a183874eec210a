"""What YAMNet hears of a sound: the logarithm of 64 mel bands, a row every 10 ms.

Hershey et al. 2017 (CNN Architectures for Large-Scale Audio Classification): 25 ms frames, 125 to 7500 Hz, magnitudes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

RATE = 16_000
FRAME = 400
HOP = 160
POINTS = 512
BANDS = 64
ROWS = 96
"""Rows of one look of the network."""


def log_mel(sound: Array) -> Array:
    """Shape (rows, 64) for 16 kHz mono `sound` of at least 25 ms."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP]
    spectrum = np.abs(np.fft.rfft(frames * _window(), POINTS)).astype(np.float32)
    return np.asarray(np.log(spectrum @ _bands() + np.float32(1e-3)), np.float32)


@cache
def _window() -> Array:
    return np.asarray(np.hanning(FRAME + 1)[:-1], np.float32)


@cache
def _bands() -> Array:
    """Triangles on the mel scale, (257, 64); the lowest bin takes no part."""
    bins = _mel(np.linspace(0, RATE / 2, POINTS // 2 + 1))[:, None]
    edges = _mel(np.linspace(125.0, 7500.0, 2))
    points = np.linspace(edges[0], edges[1], BANDS + 2)
    low, middle, high = points[:-2], points[1:-1], points[2:]
    triangles = np.maximum(0, np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)))
    triangles[0] = 0
    return np.asarray(triangles, np.float32)


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log1p(hertz / 700.0))
