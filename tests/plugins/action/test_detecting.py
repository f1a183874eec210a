"""From a series of scores to stretches."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.action.detecting import detected


def series(*runs: tuple[int, float]) -> np.ndarray:
    return np.concatenate([np.full(length, score) for length, score in runs])


def test_one_action_is_one_stretch_with_its_borders():
    (found,) = detected(series((10, 0.02), (6, 0.9), (10, 0.02)), least=0.1)
    assert (found.first, found.last) == (10, 16)
    assert found.score == pytest.approx(0.9)


def test_two_actions_stay_two_and_a_dip_does_not_cut_one():
    found = detected(series((5, 0.0), (6, 0.8), (20, 0.0), (6, 0.8), (5, 0.0)), least=0.1)
    assert [(each.first, each.last) for each in found] == [(5, 11), (31, 37)]
    (whole,) = detected(series((6, 0.8), (1, 0.3), (6, 0.8)), least=0.1)
    assert (whole.first, whole.last) == (0, 13)


def test_a_weak_action_beside_a_strong_one_is_found_too():
    found = detected(series((8, 0.0), (5, 0.9), (15, 0.0), (5, 0.3), (8, 0.0)), least=0.1)
    assert [(each.first, each.last, round(each.score, 2)) for each in found] == [(8, 13, 0.9), (28, 33, 0.3)]


def test_nothing_is_found_in_nothing():
    assert detected(np.zeros(20), least=0.05) == []


def test_one_snippet_is_enough():
    (found,) = detected(np.array([0.7]))
    assert found == (0, 1, pytest.approx(0.7), 1)


def test_a_long_stretch_is_judged_by_few_segments():
    (found,) = detected(np.full(600, 0.8), least=0.1)
    assert (found.first, found.last, found.looked) == (0, 600, 5)
