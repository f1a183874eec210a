"""Variations keep a voice a voice, and repeat."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.voice_emotion import augment
from sensorium.plugins.voice_emotion.augment import _band, _coded, _cropped, _noise, _padded, _room, _speed

TIME = np.arange(16_000) / 16_000
VOICE = (0.2 * np.sin(2 * np.pi * 200 * TIME) * (1 + np.sin(2 * np.pi * 3 * TIME))).astype(np.float32)


STEPS = [
    augment._speed,
    augment._cropped,
    augment._padded,
    augment._room,
    augment._band,
    augment._noise,
    augment._coded,
]


@pytest.mark.parametrize("step", [_speed, _cropped, _padded, _room, _band, _noise, _coded])
def test_every_variation_keeps_level_and_length_about(step: object) -> None:
    changed = step(VOICE, np.random.default_rng(3))  # type: ignore[operator]
    assert np.isfinite(changed).all()
    assert 0.6 < len(changed) / len(VOICE) < 1.7
    assert 0.3 < np.sqrt((changed**2).mean()) / np.sqrt((VOICE**2).mean()) < 3


def test_the_same_seed_gives_the_same_sound() -> None:
    one, other, third = (augment.varied(VOICE, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, other)
    assert len(one) != len(third) or not np.array_equal(one, third)
