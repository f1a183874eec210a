"""Overlapping guesses made one."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.grounding.suppression import merge, overlaps


def test_overlap_of_halves():
    box = np.array([0, 0, 2, 1], np.float32)
    assert np.allclose(overlaps(box, np.array([[0, 0, 1, 1], [1, 0, 3, 1], [5, 5, 6, 6]], np.float32)), [0.5, 1 / 3, 0])


def test_one_thing_keeps_all_its_names():
    boxes = np.array([[0, 0, 10, 10], [0, 0, 10, 9.5], [20, 20, 30, 30]], np.float32)
    scores = np.array([[0.8, 0.1], [0.2, 0.6], [0.3, 0.0]], np.float32)
    found, labels = merge(boxes, scores, np.zeros(3, np.int64))
    assert len(found) == 2
    assert np.allclose(labels[0], [0.8, 0.6])


def test_kinds_do_not_suppress_each_other():
    boxes = np.array([[0, 0, 10, 10], [0, 0, 10, 10]], np.float32)
    scores = np.array([[0.8, 0.0], [0.0, 0.7]], np.float32)
    assert len(merge(boxes, scores, np.array([0, 1]))[0]) == 2


def test_nothing_gives_nothing():
    boxes, labels = merge(np.zeros((0, 4), np.float32), np.zeros((0, 90), np.float32), np.zeros(0, np.int64))
    assert boxes.shape == (0, 4)
    assert labels.shape == (0, 90)
