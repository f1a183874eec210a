"""Speech against pauses."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.core.values import TimeSpan
from sensorium.plugins.sound.gating import Gate
from sensorium.plugins.sound.snr import HIGHEST, Balance

RATE = 8000
RNG = np.random.default_rng(0)


def recording(noise: float) -> np.ndarray:
    """Four seconds, a tone from the first to the third."""
    sound = noise * RNG.standard_normal(4 * RATE)
    sound[RATE : 3 * RATE] += 0.5 * np.sin(2 * np.pi * 440 * np.arange(2 * RATE) / RATE)
    return sound.astype(np.float32)


def balance(sound: np.ndarray, piece: int) -> Balance:
    made = Balance([TimeSpan(start=1, end=3)], RATE)
    for start in range(0, len(sound), piece):
        made.add(sound[start : start + piece], start / RATE)
    return made


@pytest.mark.parametrize("piece", [RATE, 4 * RATE])
def test_the_ratio_is_told_whatever_the_pieces(piece: int) -> None:
    made = balance(recording(0.05), piece)
    assert made.decibels == pytest.approx(10 * np.log10(0.125 / 0.0025), abs=0.5)
    assert made.pauses == pytest.approx(1.8, abs=0.1)


def test_digital_silence_between_words() -> None:
    assert balance(recording(0.0), RATE).decibels == HIGHEST


def test_the_gate_takes_noise_and_leaves_the_tone() -> None:
    sound = recording(0.05)
    cleaned = Gate(sound[:RATE], RATE, 1.0).clean(sound)
    assert len(cleaned) == len(sound)
    assert balance(cleaned, RATE).decibels > balance(sound, RATE).decibels + 6
    assert np.std(cleaned[RATE + 800 : 3 * RATE - 800]) == pytest.approx(0.5 / np.sqrt(2), rel=0.3)


def test_without_strength_nothing_changes() -> None:
    sound = recording(0.05)
    assert np.array_equal(Gate(None, RATE, 0.0).clean(sound), sound)
