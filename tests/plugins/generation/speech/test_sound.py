"""A voice's sound made even."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.generation.speech.sound import LEVEL, MARGIN, PEAK, evened

RATE = 8_000


def tone(seconds: float, loud: float) -> np.ndarray:
    return (loud * np.sin(np.arange(round(seconds * RATE)) * 0.3)).astype(np.float32)


def test_silence_around_is_trimmed_and_the_level_set() -> None:
    quiet = np.zeros(RATE, np.float32)
    made = evened(np.concatenate([quiet, tone(1.0, 0.01), quiet]), RATE)
    assert len(made) == pytest.approx((1.0 + 2 * MARGIN) * RATE, abs=20)
    assert np.sqrt(np.mean(made[RATE // 4 : -RATE // 4] ** 2)) == pytest.approx(LEVEL, rel=0.1)
    assert made[0] == 0
    assert made[-1] == 0


def test_a_peak_is_never_clipped() -> None:
    spiked = tone(1.0, 0.01)
    spiked[RATE // 2] = 0.9
    assert np.abs(evened(spiked, RATE)).max() == pytest.approx(PEAK)


def test_silence_is_nothing() -> None:
    assert len(evened(np.zeros(100, np.float32), RATE)) == 0
    assert len(evened(np.zeros(0, np.float32), RATE)) == 0
