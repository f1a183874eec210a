"""Prototypes and pooling: pure functions of blendshapes and votes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sensorium.core.values import EMOTIONS, Emotion
from sensorium.plugins.face_expression.blazeface import Face
from sensorium.plugins.face_expression.blendshapes import NAMES, READS
from sensorium.plugins.face_expression.expression import expressed, pooled
from sensorium.plugins.face_expression.landmarks import SIDE, crop_transform
from sensorium.plugins.face_expression.prototypes import actions, prototypes


def shapes(**values: float) -> list[float]:
    """52 blendshapes, both sides of a named action set alike."""
    return [values.get(name.removesuffix("Left").removesuffix("Right"), values.get(name, 0.0)) for name in NAMES]


def even() -> dict[Emotion, float]:
    return dict.fromkeys(EMOTIONS, math.log(1 / 7))


def test_the_networks_interface_has_its_published_sizes():
    assert len(READS) == len(set(READS)) == 146
    assert len(NAMES) == len(set(NAMES)) == 52


def test_actions_average_the_sides_and_keep_directions():
    row = dict.fromkeys(NAMES, 0.0) | {"mouthSmileLeft": 0.4, "mouthSmileRight": 0.8, "mouthLeft": 0.5}
    au = actions([row[name] for name in NAMES])
    assert au["mouthSmile"] == pytest.approx(0.6)
    assert au["mouthLeft"] == 0.5


@pytest.mark.parametrize(
    ("shown", "label"),
    [
        ({"mouthSmile": 0.9, "mouthUpperUp": 0.8}, "happy"),
        ({"browInnerUp": 0.8, "browOuterUp": 0.8, "jawOpen": 0.7}, "surprised"),
        ({"browInnerUp": 0.7, "mouthStretch": 0.6}, "fearful"),
        ({"browInnerUp": 0.7, "mouthShrugLower": 0.6, "mouthFrown": 0.6}, "sad"),
        ({"browDown": 0.8}, "angry"),
        ({"noseSneer": 0.8}, "disgusted"),
        ({}, "neutral"),
    ],
)
def test_each_prototype_leads_for_its_own_actions(shown: dict[str, float], label: str):
    found = prototypes(actions(shapes(**shown)))
    assert max(found, key=lambda each: found[each]) == label


def test_a_smile_without_bared_teeth_is_no_full_prototype():
    assert prototypes(actions(shapes(mouthSmile=0.9)))["happy"] == 0


def test_pooling_is_a_distribution_that_the_prototype_tips():
    told = pooled(even(), prototypes(actions(shapes(mouthSmile=0.9, mouthUpperUp=0.9))))
    assert sum(told.values()) == pytest.approx(1)
    assert max(told, key=lambda each: told[each]) == "happy"


def test_small_faces_stay_unknown():
    sure = even() | {"sad": math.log(0.9)}
    none = prototypes(actions(shapes()))
    near, far, tiny = (expressed(sure, none, pixels) for pixels in (200, 40, 15))
    assert near.best == "sad"
    assert near.unknown < far.unknown < tiny.unknown == 1
    assert sum(far.of(label) for label in EMOTIONS) + far.unknown == pytest.approx(1)


def test_the_crop_turns_the_eyes_level_and_centres_the_face():
    points = np.zeros((6, 2), np.float32)
    points[0], points[1] = (0.4, 0.4), (0.5, 0.5)
    face = Face(np.array([0.3, 0.3, 0.6, 0.6], np.float32), points, 1.0)
    there = crop_transform(face, 512)
    eyes = there @ np.array([[0.4 * 512, 0.5 * 512], [0.4 * 512, 0.5 * 512], [1, 1]])
    assert eyes[1, 0] == pytest.approx(eyes[1, 1], abs=1e-3)
    assert eyes[0, 1] > eyes[0, 0]
    assert there @ np.array([0.45 * 512, 0.45 * 512, 1]) == pytest.approx([SIDE / 2, SIDE / 2], abs=1e-3)
