"""The one colour a thing is called by."""

from __future__ import annotations

from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.vqa.colouring import called


def shares(**parts: float) -> list[float]:
    return [parts.get(word, 0.0) for word in COLOURS]


def first(label: str, **parts: float) -> str:
    return called(shares(**parts), label)[0][0]


def test_paint_outweighs_tyres_and_shade():
    assert first("bus", black=0.4, grey=0.23, blue=0.22, brown=0.05) == "blue"
    assert first("car", black=0.4, grey=0.4, red=0.1) == "grey"


def test_fur_is_brown_not_red():
    assert first("cow", black=0.48, red=0.26, brown=0.12) == "brown"
    assert first("car", black=0.48, red=0.26, brown=0.12) == "red"


def test_black_must_be_most_of_a_thing():
    assert first("dog", black=0.62, grey=0.36) == "black"
    assert first("dog", black=0.45, white=0.4) == "white"


def test_all_chances_are_probabilities():
    for label in ("cat", "car", "couch"):
        ranked = called(shares(orange=0.3, white=0.3, silver=0.2, black=0.2), label)
        assert all(0 < chance <= 1 for _, chance in ranked)
