"""Readings of the agent's own."""

from __future__ import annotations

import math

import pytest

from sensorium.core.errors import BadInput
from sensorium.plugins.control.state import SPEED, TURNED, reading


def test_a_reading_is_taken_and_may_be_left_out():
    assert reading({"speed": 8.3}, SPEED, "the driving policy") == 8.3
    assert reading({"turned": -2}, TURNED, "the grid policy") == -2
    assert reading({}, SPEED, "the driving policy") is None


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -1.0, 101.0])
def test_what_cannot_be_is_refused(value: float):
    with pytest.raises(BadInput, match=r"state\.speed: is .*metres a second, 0 to 100"):
        reading({"speed": value}, SPEED, "the driving policy")


def test_an_unknown_reading_is_named_with_what_is_known():
    with pytest.raises(BadInput, match=r"the driving policy knows no reading 'heading' .it takes speed"):
        reading({"heading": 1.0, "speed": 3.0}, SPEED, "the driving policy")
    with pytest.raises(BadInput) as caught:
        reading({"x" * 9999: 1.0}, SPEED, "it")
    assert len(str(caught.value)) < 200
