from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.shots.likeness import likeness


@pytest.fixture
def scene() -> np.ndarray:
    """A smooth picture, wider than what is shown of it."""
    rng = np.random.default_rng(3)
    rough = rng.uniform(0, 255, (8, 16, 3)).astype(np.float32)
    return np.repeat(np.repeat(rough, 4, axis=0), 4, axis=1)


def test_the_same_picture_is_alike(scene: np.ndarray) -> None:
    assert likeness(scene[:18, :32], scene[:18, :32]) == pytest.approx(1, abs=0.01)


def test_a_pan_is_undone(scene: np.ndarray) -> None:
    before, after = scene[:18, :32], scene[1:19, 4:36]
    assert likeness(before, after) > 0.95
    assert likeness(before, after, moved=False) < 0.8


def test_brightness_and_contrast_do_not_count(scene: np.ndarray) -> None:
    picture = scene[:18, :32]
    assert likeness(picture, picture * 0.2 + 10) > 0.95


def test_another_scene_is_not_alike(scene: np.ndarray) -> None:
    other = np.random.default_rng(4).uniform(0, 255, (8, 16, 3)).astype(np.float32).repeat(4, 0).repeat(4, 1)
    assert likeness(scene[:18, :32], other[:18, :32]) < 0.5


def test_noise_in_the_dark_is_alike_to_nothing() -> None:
    noise = np.random.default_rng(5).uniform(0, 1, (2, 18, 32, 3)).astype(np.float32)
    assert abs(likeness(noise[0], noise[1])) < 0.3
