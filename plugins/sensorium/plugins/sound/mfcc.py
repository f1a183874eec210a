"""Mel-frequency cepstral coefficients of a second of sound: what a small network learns sounds from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sensorium.plugins.sound.spectrogram import BANDS, ROWS, log_mel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

COEFFICIENTS = 32
STEPS = ROWS // 2
"""One every 20 ms."""


def mfcc(sound: Array) -> Array:
    """Shape (48, 32) for about a second of 16 kHz mono `sound`."""
    bands = log_mel(sound)[:ROWS]
    pairs = bands.reshape(STEPS, 2, BANDS).mean(1)
    return np.asarray(pairs @ _cosines(), np.float32)


@cache
def _cosines() -> Array:
    """The orthonormal cosine transform (DCT-II), (64, 32)."""
    band, order = np.arange(BANDS)[:, None] + 0.5, np.arange(COEFFICIENTS)
    waves = np.cos(np.pi * band * order / BANDS) * np.sqrt(2 / BANDS)
    waves[:, 0] *= np.sqrt(0.5)
    return np.asarray(waves, np.float32)
