"""Driving instructions in two languages."""

from __future__ import annotations

import pytest

from sensorium.plugins.control.driving.wish import Wish, read_wish


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("stop at the red light", Wish()),
        ("遇红灯停车", Wish()),
        ("drive on", Wish()),
        ("直行", Wish()),
        ("stop", Wish(stop=True)),
        ("pull over", Wish(stop=True)),
        ("停车", Wish(stop=True)),
        ("turn left", Wish(turn=-1)),
        ("路口右转", Wish(turn=1)),
        ("wait for pedestrians, then turn right", Wish(turn=1)),
    ],
)
def test_a_wish_is_read(said: str, wish: Wish):
    assert read_wish(said) == wish


@pytest.mark.parametrize("said", ["bake a cake", "把苹果放进篮子", "what is this?"])
def test_what_is_no_driving_is_left(said: str):
    assert read_wish(said) is None
