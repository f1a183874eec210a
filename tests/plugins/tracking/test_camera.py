"""Camera motion from pictures whose motion is known."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from sensorium.plugins.tracking.camera import Pairs, Step, fit, follow, outside, reduce
from sensorium.plugins.tracking.scene import Gaze, focal


@pytest.fixture(scope="module")
def wall() -> NDArray[np.uint8]:
    """A large textured picture."""
    noise = np.random.default_rng(3).integers(0, 255, (36, 64, 3)).astype(np.uint8)
    return cv2.resize(noise, (1600, 900), interpolation=cv2.INTER_CUBIC)


def view(wall: NDArray[np.uint8], pan: float, focal: float = 1.2, zoom: float = 1.0) -> NDArray[np.uint8]:
    """What a camera of `focal` widths sees of the wall, turned right by `pan` radians."""
    width, height = 480, 270
    lens = focal * zoom * width
    to = np.array([[lens, 0, width / 2], [0, lens, height / 2], [0, 0, 1]])
    own = np.array([[1000.0, 0, 800], [0, 1000.0, 450], [0, 0, 1]])
    turn = np.array([[np.cos(pan), 0, -np.sin(pan)], [0, 1, 0], [np.sin(pan), 0, np.cos(pan)]])
    return cv2.warpPerspective(wall, to @ turn @ np.linalg.inv(own), (width, height))


def step(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Step:
    return fit(follow(reduce(before), reduce(after), np.zeros(2)))


def test_a_still_camera_stands(wall: NDArray[np.uint8]):
    seen = step(view(wall, 0), view(wall, 0))
    assert seen.support > 0.9
    assert abs(seen.right) < 1e-3
    assert abs(seen.grow) < 1e-3


@pytest.mark.parametrize("pan", [-0.08, 0.02, 0.15])
def test_a_pan_moves_the_background_the_other_way(wall: NDArray[np.uint8], pan: float):
    seen = step(view(wall, 0), view(wall, pan))
    assert seen.support > 0.4
    assert seen.right == pytest.approx(-1.2 * np.tan(pan), rel=0.08)
    assert abs(seen.grow) < 0.01


def test_a_zoom_is_no_pan(wall: NDArray[np.uint8]):
    seen = step(view(wall, 0), view(wall, 0, zoom=1.06))
    assert seen.grow == pytest.approx(0.06, abs=0.01)
    assert abs(seen.right) < 5e-3


@pytest.mark.parametrize("lens", [0.9, 1.3, 1.8])
def test_a_pan_tells_the_focal_length(wall: NDArray[np.uint8], lens: float):
    angles = np.arange(8) * 0.04
    views = [view(wall, angle - 0.14, lens) for angle in angles]
    steps = [step(a, b) for a, b in itertools.pairwise(views)]
    assert focal(steps) == pytest.approx(lens, rel=0.15)
    gaze = Gaze([i / 16 for i in range(8)], [Step(), *steps])
    turned = np.arctan2(gaze.turn[-1].T[0, 2], gaze.turn[-1].T[2, 2])
    assert turned == pytest.approx(0.28, rel=0.15)


def test_what_nobody_panned_over_has_a_usual_lens():
    assert focal([Step(support=1.0)] * 5) == pytest.approx(1.2, abs=0.05)


def test_pairs_on_things_are_left_out():
    grid = np.stack(np.meshgrid(np.linspace(-0.4, 0.4, 9), np.linspace(-0.2, 0.2, 5)), axis=-1).reshape(-1, 2)
    pairs = Pairs(grid.astype(np.float32), grid.astype(np.float32), 1.0)
    free = outside(pairs, np.array([[-0.5, -0.5, 0.0, 0.5]], np.float32))
    assert len(free.before) == 20
    assert (free.before[:, 0] > 0).all()
