"""Phrases as classes of Kinetics-400: by words, by meaning, not at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sensorium.plugins.action.model import KINETICS400
from sensorium.plugins.action.naming import named, stem


def nobody(texts: Sequence[str]) -> np.ndarray:
    raise AssertionError("words were enough")


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("person breakdances", "breakdancing"),
        ("person arm wrestles", "arm wrestling"),
        ("two people hug", "hugging"),
        ("person flips a pancake", "flipping pancake"),
        ("person claps", "clapping"),
        ("man shakes hands", "shaking hands"),
        ("person cries", "crying"),
        ("person does parkour", "parkour"),
        ("person rides a motorbike", "motorcycling"),
        ("person runs", "jogging"),
    ],
)
def test_words_find_the_class(phrase: str, label: str):
    found = named(phrase, KINETICS400, nobody)
    assert found is not None
    assert label in [KINETICS400[i] for i in found.classes]
    assert found.sure


def test_a_general_word_takes_all_its_kinds():
    found = named("person dances", KINETICS400, nobody)
    assert found is not None
    names = {KINETICS400[i] for i in found.classes}
    assert {"tango dancing", "belly dancing", "dancing ballet", "breakdancing"} <= names
    assert not any("danc" not in name for name in names)


@pytest.mark.parametrize("phrase", ["person walks", "person sits down", "person waves"])
def test_plain_doings_that_no_class_says_are_not_answered(phrase: str):
    assert named(phrase, KINETICS400, nobody) is None


def test_the_nearest_meaning_stands_in_and_is_marked():
    directions = {"person types": 0.1, "texting": 0.3, "juggling": 1.5}

    def vectors(texts: Sequence[str]) -> np.ndarray:
        return np.array([(np.cos(directions[text]), np.sin(directions[text])) for text in texts])

    found = named("person types", ["texting", "juggling"], vectors)
    assert found is not None
    assert (found.classes, found.by) == ((0,), "meaning")
    assert found.similarity == pytest.approx(np.cos(0.2))
    assert named("person types", ["juggling"], vectors) is None


@pytest.mark.parametrize(
    ("word", "root"), [("running", "run"), ("runs", "run"), ("dances", "danc"), ("dancing", "danc"), ("cries", "cry")]
)
def test_stems(word: str, root: str):
    assert stem(word) == root
