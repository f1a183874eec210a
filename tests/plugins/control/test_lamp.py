"""Lamps of rendered traffic lights; real ones are measured by tests/benchmarks/control.py."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sensorium.plugins.control.driving.lamp import LAMPS, State, lit_lamp

pytest.importorskip("cv2")

PAINT = {"red": (235, 40, 35), "yellow": (250, 180, 30), "green": (40, 230, 170), "unlit": (45, 45, 45)}
SKY, DUSK = (185, 200, 225), (240, 205, 150)


def housing(
    shown: State, lying: bool = False, sky: tuple[int, int, int] = SKY, size: int = 90, margin: int = 6
) -> NDArray[np.uint8]:
    """A housing of three lamps, one of them lit, before a sky."""
    import cv2

    width = size // 3
    picture = np.full((size + 2 * margin, width + 2 * margin, 3), sky, np.uint8)
    picture[margin:-margin, margin:-margin] = (35, 35, 38)
    for i, lamp in enumerate(LAMPS):
        centre = (margin + width // 2, margin + width // 2 + i * width)
        cv2.circle(picture, centre, width // 3, PAINT[lamp] if lamp == shown else PAINT["unlit"], -1, cv2.LINE_AA)
    return np.ascontiguousarray(picture.transpose(1, 0, 2) if lying else picture)


@pytest.mark.parametrize("shown", [*LAMPS, "unlit"])
@pytest.mark.parametrize("lying", [False, True])
@pytest.mark.parametrize("sky", [SKY, DUSK, (8, 8, 14)])
def test_the_lit_lamp_is_read(shown: State, lying: bool, sky: tuple[int, int, int]):
    assert lit_lamp(housing(shown, lying, sky)).state == shown


@pytest.mark.parametrize("shown", LAMPS)
@pytest.mark.parametrize("size", [12, 24, 240])
def test_near_and_far_lights_are_read_alike(shown: State, size: int):
    assert lit_lamp(housing(shown, size=size, margin=max(1, size // 15))).state == shown


@pytest.mark.parametrize("shown", LAMPS)
def test_the_place_of_the_light_is_told(shown: State):
    assert lit_lamp(housing(shown)).place == pytest.approx((0.2, 0.5, 0.8)[LAMPS.index(shown)], abs=0.08)


def test_an_orange_light_is_told_by_its_place():
    between = np.array(housing("red"))
    between[(between == PAINT["red"]).all(axis=2)] = (245, 90, 30)
    assert lit_lamp(between).state == "red"
    assert lit_lamp(np.ascontiguousarray(between[:51])).state != "green"


@pytest.mark.parametrize("colour", [(60, 120, 40), (90, 150, 235), (128, 128, 128)])
def test_leaves_sky_and_grey_light_nothing(colour: tuple[int, int, int]):
    assert lit_lamp(np.full((60, 24, 3), colour, np.uint8)).state == "unlit"


def test_a_single_pixel_is_no_trouble():
    assert lit_lamp(np.zeros((1, 1, 3), np.uint8)).state == "unlit"
