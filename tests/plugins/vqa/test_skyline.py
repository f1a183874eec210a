"""Sky and grass told from walls."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.vqa.skyline import SIDE, stretches


def landscape(sky: tuple[int, int, int], ground: tuple[int, int, int]) -> np.ndarray:
    """A smooth upper half over grainy ground."""
    grain = np.random.default_rng(1).integers(-25, 25, (SIDE, SIDE, 3))
    picture = np.clip(np.array(ground) + grain, 0, 255).astype(np.uint8)
    picture[: SIDE // 2] = sky
    return picture


@pytest.mark.parametrize(
    ("sky", "colour"), [((110, 160, 225), "blue"), ((235, 236, 238), "white"), ((150, 152, 154), "grey")]
)
def test_the_skys_colour(sky: tuple[int, int, int], colour: str):
    (found,) = stretches(landscape(sky, (90, 80, 70)))
    assert found.name == "sky"
    assert found.score > 0.5
    assert found.colours[0][0] == colour
    assert found.box[1] == 0
    assert found.share == pytest.approx(0.5, abs=0.05)


def test_green_ground_is_grass():
    names = {each.name: each for each in stretches(landscape((235, 236, 238), (60, 130, 50)))}
    assert names["grass"].score > 0.5
    assert names["grass"].colours[0][0] == "green"


@pytest.mark.parametrize("wall", [(225, 200, 150), (90, 40, 30)])
def test_warm_and_dark_walls_are_no_sky(wall: tuple[int, int, int]):
    assert not [each for each in stretches(landscape(wall, (90, 80, 70))) if each.score > 0.5]


def test_grain_is_no_sky():
    noise = np.random.default_rng(2).integers(0, 255, (SIDE, SIDE, 3)).astype(np.uint8)
    assert not [each for each in stretches(noise) if each.score > 0.5]
