"""Rises and falls of noisy series."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.motion.excursion import excursions

TIMES = np.arange(0, 6, 0.125)


def test_one_rise_between_two_levels():
    values = np.interp(TIMES, [2, 3], [0, 40])
    (found,) = excursions(TIMES, values, np.full(len(TIMES), 2.0), 8.0)
    assert found.change == 40
    assert 1.9 <= found.start <= 2.2
    assert 2.8 <= found.end <= 3.1


def test_up_and_down_are_two():
    values = np.interp(TIMES, [1, 2, 4, 5], [0, 30, 30, -10])
    assert [round(one.change) for one in excursions(TIMES, values, np.full(len(TIMES), 2.0), 8.0)] == [30, -40]


def test_noise_within_its_error_is_nothing():
    values = np.random.default_rng(2).normal(0, 1.0, len(TIMES))
    assert excursions(TIMES, values, np.full(len(TIMES), 4.0), 8.0) == []


def test_further_error_swallows_a_slow_drift():
    values = np.linspace(0, 30, len(TIMES))
    errors = np.full(len(TIMES), 1.0)
    assert len(excursions(TIMES, values, errors, 8.0)) == 1
    assert excursions(TIMES, values, errors, 8.0, lambda i, js: 1.0 * np.abs(values[js] - values[i])) == []


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=40))
def test_changes_are_in_order_and_apart(values: list[float]):
    times = np.arange(len(values)) / 8
    found = excursions(times, np.array(values), np.full(len(values), 1.0), 5.0)
    assert all(one.start <= one.end for one in found)
    assert all(one.last <= two.first for one, two in itertools.pairwise(found))
