"""Views cut into tiles."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.control.grid.tiles import is_view, tiles


def test_tiles_go_row_by_row():
    view = np.zeros((56, 56, 3), np.uint8)
    view[8:16, 16:24] = 255
    cut = tiles(view)
    assert cut.shape == (49, 192)
    assert cut[7 + 2].min() == 1.0
    assert cut.sum() == 192


def test_larger_tiles_are_brought_to_size():
    view = np.random.default_rng(0).integers(0, 256, (56, 56, 3), dtype=np.uint8)
    assert np.array_equal(tiles(view.repeat(4, 0).repeat(4, 1)), tiles(view))


@pytest.mark.parametrize(
    ("size", "fits"), [((56, 56), True), ((224, 224), True), ((448, 448), True), ((455, 455), False), ((49, 49), False),
                       ((57, 57), False), ((56, 64), False), ((640, 480), False)],
)  # fmt: skip
def test_what_a_view_is(size: tuple[int, int], fits: bool):
    assert is_view(*size) is fits
