"""Face detection: anchors, decoding, clusters."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.face_expression.blazeface import Face, anchors, decode, merge, overlap


def test_anchors_are_two_on_a_fine_grid_and_six_on_a_coarse_one():
    centres = anchors()
    assert centres.shape == (896, 2)
    assert centres[0] == pytest.approx([0.5 / 16, 0.5 / 16])
    assert centres[2] == pytest.approx([1.5 / 16, 0.5 / 16])
    assert centres[512] == pytest.approx([0.5 / 8, 0.5 / 8])


def test_decode_places_the_box_around_its_anchor():
    centres = anchors()
    regressors, logits = np.zeros((896, 16), np.float32), np.full(896, -9.0, np.float32)
    regressors[100, :6] = (12.8, 0, 25.6, 51.2, -6.4, -6.4)
    logits[100] = 3.0
    (face,) = decode(regressors, logits, centres, 0.5)
    x, y = centres[100] + np.array([0.1, 0.0])
    assert face.box == pytest.approx([x - 0.1, y - 0.2, x + 0.1, y + 0.2], abs=1e-6)
    assert face.points[0] == pytest.approx(centres[100] - 0.05, abs=1e-6)
    assert face.score == pytest.approx(1 / (1 + np.exp(-3)))


def test_merge_averages_by_score_and_keeps_strangers_apart():
    def face(x: float, score: float) -> Face:
        return Face(np.array([x, 0, x + 0.2, 0.2], np.float32), np.zeros((6, 2), np.float32), score)

    near, far = merge([face(0.0, 0.9), face(0.7, 0.8), face(0.04, 0.3)])
    assert near.box[0] == pytest.approx(0.01)
    assert near.score == 0.9
    assert far.box[0] == pytest.approx(0.7)


def test_overlap_of_touching_and_empty_boxes_is_none():
    box = np.array([0, 0, 1, 1], np.float32)
    assert overlap(box, box + np.array([1, 0, 1, 0], np.float32)) == 0
    assert overlap(np.zeros(4, np.float32), np.zeros(4, np.float32)) == 0
    assert overlap(box, box) == 1
