"""Actionness grouping: basins at a level, their grouping, the proposals of all levels."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.action.grouping import Proposal, basins, contrast, grouped, proposals

SERIES = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)


def test_basins_are_the_runs_above_the_level():
    scores = np.array([0.9, 0.1, 0.6, 0.7, 0.2])
    assert basins(scores, 0.5) == [(0, 1), (2, 4)]
    assert basins(scores, 0.95) == []


def test_a_short_dip_is_bridged_and_a_long_one_is_not():
    runs = [Proposal(0, 4), Proposal(5, 9), Proposal(20, 22)]
    assert list(grouped(runs, 0.8)) == [(0, 9), (5, 9), (20, 22)]
    assert list(grouped(runs, 0.95)) == runs


@given(SERIES)
def test_every_basin_of_every_level_is_inside_a_proposal(scores: np.ndarray):
    found = proposals(scores, levels=(0.3, 0.6), tolerances=(0.5, 0.9))
    for run in (*basins(scores, 0.3), *basins(scores, 0.6)):
        assert any(each.first <= run.first and run.last <= each.last for each in found)
    assert all(0 <= first < last <= len(scores) for first, last in found)


def test_the_right_borders_stand_out_most():
    scores = np.array([0.0] * 10 + [0.9] * 5 + [0.0] * 10)
    ranked = sorted((contrast(scores, Proposal(a, b)), a, b) for a in range(25) for b in range(a + 1, 26))
    assert contrast(scores, Proposal(10, 15)) == ranked[-1][0]
    assert contrast(scores, Proposal(8, 17)) < ranked[-1][0]
