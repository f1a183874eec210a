"""Spectral gating (Sainburg et al. 2020, the noisereduce library), a piece at a time."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

DEVIATIONS = 1.5
"""How far above the noise's mean level a bin must rise to pass."""
MOST = 0.95
"""Share of the noise taken away at full strength: what is left hides the gate's own chirping."""
BETWEEN = 100
"""Hertz over which the gate is smoothed: voices' overtones lie closer than the library's usual 500 Hz."""


class Gate:
    """`noise` is what is heard when nobody speaks, at least a tenth of a second; None to follow the sound's own floor.

    `strength` is the share of the noise that is taken away.
    """

    def __init__(self, noise: Array | None, rate: int, strength: float) -> None:
        self._noise, self._rate, self._strength = noise, rate, strength

    def clean(self, sound: Array) -> Array:
        """The same number of samples."""
        if self._strength == 0 or not np.any(sound):
            return sound
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from noisereduce import reduce_noise
        window = 1 << (round(self._rate * 0.064)).bit_length() - 1
        kept = reduce_noise(
            y=sound,
            sr=self._rate,
            y_noise=self._noise,
            stationary=self._noise is not None,
            prop_decrease=MOST * self._strength,
            freq_mask_smooth_hz=BETWEEN,
            n_std_thresh_stationary=DEVIATIONS,
            n_fft=max(256, window),
            n_jobs=1,
        )
        return np.nan_to_num(np.asarray(kept, np.float32))[: len(sound)]
