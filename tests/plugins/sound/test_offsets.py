"""The shift at which sound and picture agree best."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.sound.hub.offsets import best_shift


def unit(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, 16))
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)


@pytest.mark.parametrize("late", [-4, -1, 0, 2, 6])
def test_a_shift_is_found_whichever_way(late: int):
    seen = unit(60)
    assert best_shift(np.roll(seen, late, axis=0), seen, 6).steps == late


def test_what_agrees_alike_everywhere_tells_nothing():
    same = np.tile(unit(1), (40, 1))
    found = best_shift(same, same, 6)
    assert found.steps is None
    assert found.score == pytest.approx(1.0)


def test_few_steps_are_not_enough():
    assert best_shift(unit(5), unit(5), 6).steps is None
    assert best_shift(unit(0), unit(0), 6) == (None, 0.0)
