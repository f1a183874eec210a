"""EfficientDet's anchors and box code."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.grounding.anchors import anchors, corners


def test_there_are_nine_anchors_a_cell():
    assert anchors(320).shape == (9 * (40**2 + 20**2 + 10**2 + 5**2 + 3**2), 4)


def test_the_first_anchor_is_three_strides_square():
    y, x, height, width = anchors(320)[0]
    assert (y, x) == (4.0, 4.0)
    assert (height, width) == (24.0, 24.0)


def test_a_zero_code_is_the_anchor_itself():
    anchor = np.array([[50.0, 60.0, 20.0, 40.0]], np.float32)
    assert corners(np.zeros((1, 4), np.float32), anchor).tolist() == [[40.0, 40.0, 80.0, 60.0]]


def test_a_code_moves_and_scales_its_anchor():
    anchor = np.array([[50.0, 60.0, 20.0, 40.0]], np.float32)
    code = np.array([[0.5, -0.25, np.log(2), np.log(0.5)]], np.float32)
    assert np.allclose(corners(code, anchor), [[40.0, 40.0, 60.0, 80.0]], atol=1e-4)
