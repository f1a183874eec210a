"""The camera stays on the picture, moves where it is told, and shows what is there."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.core.script import Look
from sensorium.core.script.marks import Move
from sensorium.plugins.generation.film.camera import CLOSEST, View, ease, move_of, shoot, track
from sensorium.plugins.generation.film.pictures import canvas_of

FRAME = (160, 90)
MOVES: tuple[Move, ...] = ("hold", "zoom in", "zoom out", "pan left", "pan right", "tilt up", "tilt down")


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("canvas", [(186, 105), (400, 105), (186, 240)])
@pytest.mark.parametrize("seconds", [0.5, 5.0, 60.0])
def test_the_view_never_leaves_the_picture(move: Move, canvas: tuple[int, int], seconds: float) -> None:
    way = track(move, canvas, FRAME, seconds, gentle=False)
    for share in (0.0, 0.3, 1.0):
        view = way.at(share)
        tall = view.width * FRAME[1] / FRAME[0]
        assert view.width / 2 - 1e-6 <= view.x <= canvas[0] - view.width / 2 + 1e-6
        assert tall / 2 - 1e-6 <= view.y <= canvas[1] - tall / 2 + 1e-6
        assert view.width >= min(canvas[0], canvas[1] * 16 / 9) / CLOSEST - 1e-6


def test_moves_go_where_they_say() -> None:
    def ends(move: Move) -> tuple[View, View]:
        return track(move, (400, 240), FRAME, 5, gentle=False)

    begin, end = ends("zoom in")
    assert end.width < begin.width
    begin, end = ends("pan left")
    assert end.x < begin.x
    begin, end = ends("tilt down")
    assert end.y > begin.y
    assert len(set(ends("hold"))) == 1


def test_motion_is_eased() -> None:
    steps = np.diff([ease(share) for share in np.linspace(0, 1, 101)])
    assert ease(0) == 0
    assert ease(1) == pytest.approx(1)
    assert steps.min() > 0
    assert steps[50] > 2 * steps[0]


def test_a_shot_without_a_direction_moves_all_the_same() -> None:
    moves = [move_of("", Look(kind="picture"), number) for number in range(4)]
    assert len(set(moves)) == 4
    assert move_of("hold", Look(kind="picture"), 0) == "hold"


def test_the_whole_view_is_the_picture_itself() -> None:
    picture = np.random.default_rng(0).integers(0, 255, (90, 160, 3), np.uint8)
    assert (shoot(picture, View(80, 45, 160), FRAME) == picture).all()


@pytest.mark.parametrize("size", [(90, 160), (160, 90), (40, 4), (4, 40), (3_000, 60), (60, 3_000), (1, 1)])
def test_any_shape_fills_the_frame(size: tuple[int, int]) -> None:
    canvas = canvas_of(np.full((size[1], size[0], 3), 128, np.uint8), FRAME)
    assert canvas.shape[0] >= FRAME[1]
    assert canvas.shape[1] >= FRAME[0]
    assert canvas.shape[0] * canvas.shape[1] < 8 * FRAME[0] * FRAME[1]


def test_an_upright_picture_is_shown_whole() -> None:
    upright = np.full((300, 100, 3), 200, np.uint8)
    canvas = canvas_of(upright, FRAME)
    bright = (canvas == 200).all(axis=2)
    assert bright.sum() == pytest.approx((canvas.shape[0] * 0.94) ** 2 / 3, rel=0.05)
