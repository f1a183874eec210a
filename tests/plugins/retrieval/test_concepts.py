"""What is recognised, in words."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.grounding.labels import INDEX
from sensorium.plugins.retrieval.concepts import CLASSES, SCENE, classes, described, scenes, things
from sensorium.plugins.retrieval.mobilenet import class_names
from sensorium.plugins.retrieval.scenes import CLASSES as SCENES


def box(label: str, score: float) -> np.ndarray:
    scores = np.zeros(90, np.float32)
    scores[INDEX[label]] = score
    return scores


def paint(colour: str) -> np.ndarray:
    shares = np.zeros(12, np.float32)
    shares[COLOURS.index(colour)] = 1.0
    return shares


def chances(**named: float) -> np.ndarray:
    rest = np.full(1000, (1 - sum(named.values())) / 1000, np.float32)
    for name, chance in named.items():
        rest[class_names().index(name)] = chance
    return rest


def test_several_boxes_make_a_label_likelier() -> None:
    one = things(np.stack([box("dog", 0.4)]))
    two = things(np.stack([box("dog", 0.4), box("dog", 0.4)]))
    assert [concept.word for concept in two] == ["dog"]
    assert one[0].weight < two[0].weight < 1
    assert things(np.zeros((0, 90), np.float32)) == []


def test_the_likeliest_classes_count() -> None:
    found = classes(chances(beagle=0.7, tub=0.2))
    assert [concept.word for concept in found[:2]] == ["beagle", "tub"]
    assert len(found) == CLASSES


def test_scenes_share_their_weight_whatever_stands_in_front() -> None:
    found = {concept.word: concept.weight for concept in scenes(chances(basenji=0.95, seashore=0.02))}
    assert sum(found.values()) == pytest.approx(SCENE, abs=1e-5)
    assert found["seashore"] > 0.9 * SCENE


def test_every_scene_is_a_class() -> None:
    assert len(class_names()) == 1000
    assert set(SCENES) <= set(class_names())


def test_descriptions_name_what_is_sure_each_once() -> None:
    scores = np.stack([box("dog", 0.8), box("dog", 0.8), box("person", 0.8), box("cat", 0.13)])
    colours = [paint("red"), paint("red"), paint("blue"), paint("red")]
    assert described(scores, colours, chances(beagle=0.6)) == "red dog, person in blue, beagle"
    assert described(np.zeros((0, 90), np.float32), [], chances()) == ""
