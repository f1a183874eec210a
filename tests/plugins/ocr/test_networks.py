"""Sizes, scaling and decoding, without the networks."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.ocr.networks import GRAIN, LONG_SIDE, Reading, decoded, input_size


@pytest.mark.parametrize(
    ("picture", "wanted"),
    [((500, 375), (992, 736)), ((4000, 3000), (1600, 1216)), ((1, 1), (736, 736)), ((30_000, 10), (1600, GRAIN))],
)
def test_pictures_are_enlarged_or_reduced_within_bounds(picture: tuple[int, int], wanted: tuple[int, int]):
    assert input_size(*picture) == wanted
    assert max(wanted) <= LONG_SIDE
    assert all(side % GRAIN == 0 for side in wanted)


def steps(*best: int, sure: float = 0.8) -> np.ndarray:
    rows = np.full((len(best), 4), (1 - sure) / 3, np.float32)
    rows[np.arange(len(best)), best] = sure
    return rows


def test_repeats_join_and_blanks_part():
    read = decoded(steps(1, 1, 0, 1, 2, 0, 0), ["", "a", "b", " "])
    assert read.text == "aab"
    assert read.score == pytest.approx(0.8)


def test_nothing_but_blanks_is_nothing():
    assert decoded(steps(0, 0), ["", "a", "b", " "]) == Reading("", 0.0)
