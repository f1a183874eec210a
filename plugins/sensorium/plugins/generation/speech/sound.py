"""A voice's sound made even: its own breaths trimmed, its level set, clean silence between what it says."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

LEVEL, PEAK = 0.08, 0.89
"""Root mean square of speech over full scale (-22 dB), and the most any sample may be (-1 dB)."""
QUIET = 0.02
"""What lies below this share of the peak before the first and behind the last sound is breath, and goes."""
MARGIN, FADE = 0.04, 0.01
"""Seconds kept around speech, and over which it comes and goes."""


class Pauses(NamedTuple):
    """Seconds of silence: before all, between parts of a sentence, sentences and paragraphs, behind all."""

    lead: float = 0.12
    part: float = 0.12
    sentence: float = 0.38
    paragraph: float = 0.75
    tail: float = 0.25


def evened(sound: Samples, rate: int) -> Samples:
    """Speech without the silence around it, at `LEVEL` unless that would pass `PEAK`; empty where nothing sounds.

    `sound` is (samples,) at `rate` Hz. Its ends fade, so that it meets silence without a click.
    """
    peak = float(np.abs(sound).max()) if len(sound) else 0.0
    if peak < 1e-4:
        return np.zeros(0, np.float32)
    heard = np.flatnonzero(np.abs(sound) > QUIET * peak)
    margin = round(MARGIN * rate)
    trimmed = sound[max(0, heard[0] - margin) : heard[-1] + 1 + margin].astype(np.float32)
    level = float(np.sqrt(np.mean(np.square(trimmed, dtype=np.float64))))
    trimmed *= np.float32(min(LEVEL / level, PEAK / peak))
    ramp = np.linspace(0.0, 1.0, min(round(FADE * rate), len(trimmed) // 2), dtype=np.float32)
    if len(ramp):
        trimmed[: len(ramp)] *= ramp
        trimmed[-len(ramp) :] *= ramp[::-1]
    return trimmed
