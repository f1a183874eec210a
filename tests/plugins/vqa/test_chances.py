"""Counts of uncertain things."""

from __future__ import annotations

import pytest

from sensorium.plugins.vqa.chances import any_of, counts


def test_counts_of_certain_and_uncertain_things():
    assert counts([]) == [1.0]
    assert counts([1.0, 1.0]) == [0.0, 0.0, 1.0]
    assert counts([0.5, 0.5]) == pytest.approx([0.25, 0.5, 0.25])
    assert sum(counts([0.1, 0.7, 0.9, 0.4])) == pytest.approx(1)


def test_any_of_several():
    assert any_of([]) == 0
    assert any_of([0.5, 0.5]) == pytest.approx(0.75)
