"""Prosody on sounds whose pitch and loudness are known."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.voice_emotion.prosody import RATE, _pitch, prosody, prosody_size

TIME = np.arange(RATE) / RATE


def buzz(hertz: float) -> np.ndarray:
    """A voice-like tone: twelve harmonics, falling."""
    parts = [np.sin(2 * np.pi * hertz * k * TIME) / k for k in range(1, 13)]
    return np.sum(parts, 0).astype(np.float32)


@pytest.mark.parametrize("hertz", [90.0, 150.0, 220.0, 330.0, 480.0])
def test_pitch_of_a_steady_voice(hertz: float) -> None:
    pitch, clarity = _pitch(buzz(hertz), 100)
    assert np.median(55 * 2 ** (pitch[10:90] / 12)) == pytest.approx(hertz, rel=0.02)
    assert np.median(clarity[10:90]) > 0.8


def test_noise_has_no_clear_pitch() -> None:
    noise = np.random.default_rng(0).standard_normal(RATE).astype(np.float32)
    assert np.median(_pitch(noise, 100)[1]) < 0.4


def test_a_row_does_not_hang_on_the_recordings_gain() -> None:
    voice = buzz(180) * np.linspace(1, 0.2, RATE, dtype=np.float32)
    assert np.allclose(prosody(voice), prosody(voice * np.float32(0.01)), atol=0.02, rtol=0.02)


@pytest.mark.parametrize("sound", [np.zeros(3200), np.ones(3200), np.eye(1, 4000, 2000)[0]])
def test_a_row_is_finite_and_of_one_length_whatever_the_sound(sound: np.ndarray) -> None:
    row = prosody(sound.astype(np.float32))
    assert row.shape == (prosody_size(),)
    assert np.isfinite(row).all()
