"""Looking at a frame through another model's detections."""

from __future__ import annotations

import numpy as np

from sensorium.core.values import Box, Detection
from sensorium.plugins.control.driving.scene import cut_out, distinct


def seen(x0: float, y0: float, x1: float, y1: float, score: float) -> Detection:
    return Detection(box=Box(x0=x0, y0=y0, x1=x1, y1=y1), label="traffic light", score=score)


def test_what_a_part_and_the_whole_both_show_is_one_thing():
    whole, part, other = seen(0.1, 0.1, 0.2, 0.3, 0.5), seen(0.11, 0.1, 0.21, 0.31, 0.8), seen(0.5, 0.1, 0.6, 0.3, 0.4)
    assert distinct([whole, part, other]) == [part, other]


def test_a_box_cut_out_has_at_least_a_pixel():
    picture = np.arange(10 * 20 * 3, dtype=np.uint8).reshape(10, 20, 3)
    assert cut_out(picture, Box(x0=0.5, y0=0.2, x1=0.75, y1=0.6)).shape == (4, 5, 3)
    assert cut_out(picture, Box(x0=1, y0=1, x1=1, y1=1)).shape == (1, 1, 3)
