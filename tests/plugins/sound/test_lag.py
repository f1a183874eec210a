"""The lag between two courses, and none where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.sound.lag import lag

RNG = np.random.default_rng(0)
COURSE = np.convolve(RNG.standard_normal(400), np.ones(4) / 4, "same")


@pytest.mark.parametrize("by", [-7, 0, 5])
def test_a_shift_is_found(by: int) -> None:
    noisy = np.roll(COURSE, by) + 0.2 * RNG.standard_normal(400)
    found = lag(COURSE, noisy, 16)
    assert found is not None
    assert found.frames == pytest.approx(by, abs=0.5)
    assert found.score > 0.5


def test_holes_do_not_matter() -> None:
    holed = COURSE.copy()
    holed[50:150] = np.nan
    found = lag(holed, np.roll(COURSE, 3), 16)
    assert found is not None
    assert found.frames == pytest.approx(3, abs=0.5)


@pytest.mark.parametrize(
    "other",
    [np.convolve(RNG.standard_normal(400), np.ones(4) / 4, "same"), np.zeros(400), np.full(400, np.nan), COURSE[:40]],
    ids=["strange", "still", "unseen", "short"],
)
def test_nothing_is_told_where_nothing_tells(other: np.ndarray) -> None:
    assert lag(COURSE, other, 16) is None
