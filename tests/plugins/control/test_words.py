"""Grid instructions in two languages."""

from __future__ import annotations

import pytest

from sensorium.plugins.control.grid.words import read_order


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("go to the red ball", "go to the red ball"),
        ("Go to a purple box", "go to the purple box"),
        ("pick up the blue key on your left", "pick up the blue key (left)"),
        ("pick up an object behind you", "pick up the thing (behind)"),
        ("please walk to the grey door", "go to the grey door"),
        ("open the yellow door", "open the yellow door"),
        ("走到红色的球", "go to the red ball"),
        ("去绿色箱子那里", "go to the green box"),
        ("拿起蓝钥匙", "pick up the blue key"),
        ("打开你左边的紫色的门", "open the purple door (left)"),
    ],
)
def test_an_order_is_read(said: str, order: str):
    assert str(read_order(said)) == order


@pytest.mark.parametrize(
    "said",
    [
        "stop at the red light",
        "drive on",
        "遇红灯停车",
        "go",
        "the red ball",
        "put the red ball next to the box",
        "go to the red ball, then pick up the key",
        "走到红球，然后打开门",
        "describe the picture",
    ],
)
def test_what_is_no_single_order_is_left(said: str):
    assert read_order(said) is None


def test_what_is_left_open_has_the_first_slot():
    order = read_order("pick up a ball")
    assert order is not None
    assert order.slots == (1, 0, 3, 0)
