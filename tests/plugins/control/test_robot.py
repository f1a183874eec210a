"""A robot's numbers, there and back."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from sensorium.core.errors import BadInput
from sensorium.plugins.control.hub.robot import Number, action, normalised

ARM = Number(name="arm", mean=10, deviation=5, low=0, high=12, unit="cm")


def test_the_state_is_normalised_and_padded():
    assert normalised({"arm": 20.0}, (ARM,), 3).tolist() == pytest.approx([2.0, 0.0, 0.0])


def test_a_reading_that_is_missing_or_strange_is_told():
    with pytest.raises(BadInput, match="arm, leg differ"):
        normalised({"leg": 1.0}, (ARM,), 3)


def test_actions_come_back_in_units_and_bounds():
    (field,) = action(np.array([0.2, 9.9], np.float32), (ARM,)).fields
    assert field.value == pytest.approx(11.0)
    assert action(np.array([5.0], np.float32), (ARM,)).values == (12.0,)


def test_a_number_needs_room():
    with pytest.raises(ValidationError, match="no room"):
        Number(name="arm", low=1, high=1)
