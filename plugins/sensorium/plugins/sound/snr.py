"""Speech against what lies between, while a recording goes by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.values import TimeSpan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FRAME = 0.02
HIGHEST = 100.0
"""Decibels told where the pauses are digital silence."""
LEAST = 1e-15


class Balance:
    """Mean power of frames in speech and in pauses; memory does not grow with the recording.

    Frames within `guard` seconds of a voice belong to neither: breath, reverberation, the detector's own margin.
    """

    def __init__(self, voiced: Sequence[TimeSpan], rate: int, guard: float = 0.1) -> None:
        self._starts = np.array([span.start for span in voiced])
        self._ends = np.array([span.end for span in voiced])
        self._guard, self._rate = guard, rate
        self._sums, self._counts = np.zeros(2), np.zeros(2)

    def add(self, sound: Array, start: float) -> NDArray[np.bool_]:
        """Take `sound`, which begins at `start` seconds; says of each whole frame whether it is a pause."""
        size = round(self._rate * FRAME)
        count = len(sound) // size
        powers = (sound[: count * size].reshape(count, size).astype(np.float64) ** 2).mean(1)
        times = np.asarray(start + (np.arange(count) + 0.5) * FRAME, np.float64)
        inside, near = self._within(times, 0.0), self._within(times, self._guard)
        for i, chosen in enumerate((inside, ~near)):
            self._sums[i] += powers[chosen].sum()
            self._counts[i] += chosen.sum()
        return ~near

    def _within(self, times: NDArray[np.float64], margin: float) -> NDArray[np.bool_]:
        if not len(self._starts):
            return np.zeros(len(times), bool)
        last = np.searchsorted(self._starts - margin, times, side="right") - 1
        return (last >= 0) & (times < self._ends[np.maximum(last, 0)] + margin)

    @property
    def pauses(self) -> float:
        """Seconds of pauses taken."""
        return float(self._counts[1] * FRAME)

    @property
    def decibels(self) -> float:
        """Power of the speech alone (what speech frames have over pauses) over that of the pauses, -20..100."""
        speech, noise = self._sums / np.maximum(1, self._counts)
        if noise < LEAST:
            return HIGHEST
        return float(np.clip(10 * np.log10(max(speech - noise, LEAST) / noise), -20.0, HIGHEST))
