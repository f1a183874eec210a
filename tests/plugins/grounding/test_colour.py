"""Colour words of painted things."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sensorium.plugins.grounding.colour import COLOURS, box_colours, likelihood, name_shares

BOX = np.array([0.25, 0.25, 0.75, 0.75], np.float32)

PAINT = {
    "red": (190, 20, 25), "orange": (240, 130, 20), "yellow": (235, 215, 40), "green": (40, 140, 50),
    "blue": (25, 60, 190), "purple": (110, 40, 150), "pink": (245, 150, 190), "brown": (100, 60, 25),
    "white": (245, 245, 245), "silver": (180, 180, 182), "grey": (110, 110, 112), "black": (15, 15, 15),
}  # fmt: skip


def painted(paint: tuple[int, int, int], behind: tuple[int, int, int] = (120, 122, 118)) -> NDArray[np.uint8]:
    """A picture with a painted square whose lower third is tyres and shade."""
    picture = np.full((96, 96, 3), behind, np.uint8)
    picture[24:72, 24:72] = paint
    picture[60:72, 24:72] = (12, 12, 12)
    return picture


@pytest.mark.parametrize("word", [word for word in COLOURS if word not in ("silver", "black")])
def test_a_painted_thing_is_called_by_its_paint(word: str):
    shares = box_colours(painted(PAINT[word]), BOX)
    found = {other: likelihood(other, shares) for other in COLOURS}
    assert found[word] > 0.5
    assert max(found, key=lambda other: found[other]) == word


@pytest.mark.parametrize("behind", [(170, 20, 20), (30, 60, 200), (240, 240, 240)])
def test_what_is_behind_does_not_colour_a_thing(behind: tuple[int, int, int]):
    shares = box_colours(painted((110, 110, 112), behind), np.array([0.22, 0.22, 0.78, 0.78], np.float32))
    assert likelihood("grey", shares) > 0.5
    assert likelihood("red", shares) < 0.25
    assert likelihood("blue", shares) < 0.25


def test_tail_lights_do_not_make_a_car_red():
    picture = painted((90, 92, 95))
    picture[40:46, 24:31] = picture[40:46, 65:72] = (220, 20, 20)
    assert likelihood("red", box_colours(picture, BOX)) < 0.25


def test_sky_on_glass_does_not_make_a_car_blue():
    picture = painted((95, 100, 112))
    picture[26:38, 28:68] = (120, 135, 165)
    assert likelihood("blue", box_colours(picture, BOX)) < 0.25


def test_clothes_are_looked_at_above_the_legs():
    picture = np.full((96, 48, 3), (120, 120, 118), np.uint8)
    picture[24:50, 14:34] = (200, 20, 30)
    picture[50:90, 16:32] = (20, 20, 30)
    whole = np.array([0.25, 0.05, 0.75, 0.95], np.float32)
    assert likelihood("red", box_colours(picture, whole, clothed=True)) > 0.5


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=20))
def test_shares_sum_to_one(colours: list[tuple[int, int, int]]):
    shares = name_shares(np.array(colours, np.uint8))
    assert shares.shape == (len(colours), len(COLOURS))
    assert np.allclose(shares.sum(axis=1), 1.0, atol=1e-3)
    assert (shares >= -1e-6).all()
