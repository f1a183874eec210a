"""Things matched with phrases, word by word."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.grounding.labels import INDEX
from sensorium.plugins.grounding.likelihood import state_of
from sensorium.plugins.grounding.matching import Thing, match
from sensorium.plugins.grounding.phrase import parse


def thing(label: str, box: tuple[float, float, float, float], colour: str = "grey", sure: float = 0.9) -> Thing:
    shares = np.full(len(COLOURS), 0.02, np.float32)
    shares[COLOURS.index(colour)] = 1 - shares.sum() + 0.02
    return Thing({INDEX[label]: sure}, shares, np.zeros(1), np.array([box]))


STREET = [
    thing("car", (0.1, 0.4, 0.4, 0.6), "red"),
    thing("car", (0.7, 0.45, 0.8, 0.55), "blue"),
    thing("person", (0.45, 0.3, 0.5, 0.6), "red"),
    thing("dog", (0.5, 0.5, 0.56, 0.6), "brown"),
]


def best(text: str) -> int:
    found = match(parse(text), STREET)
    assert state_of(found[0].score) == "verified"
    return found[0].thing


def test_attributes_choose_among_things_of_a_kind():
    assert best("the red car") == 0
    assert best("blue car") == 1
    assert best("car on the right") == 1
    assert best("largest car") == 0
    assert best("person in red") == 2
    assert best("person with a dog") == 2
    assert best("car to the right of the person") == 1


def test_a_colour_nobody_wears_contradicts():
    found = match(parse("yellow car"), STREET)
    assert len(found) == 2
    assert {state_of(one.score) for one in found} == {"contradicted"}
    assert "yellow" in found[0].text


def test_other_kinds_are_left_out():
    assert match(parse("bus"), STREET) == []


def test_a_word_nobody_can_tell_leaves_a_candidate():
    assert state_of(match(parse("shiny red car"), STREET)[0].score) == "candidate"


def test_a_match_is_as_sure_as_its_weakest_word():
    found = match(parse("red car"), [thing("car", (0, 0, 0.5, 0.5), "red", sure=0.3)])
    assert found[0].score == 0.3


def test_an_order_counts_those_that_are_meant():
    row = [thing("car", (x, 0.4, x + 0.1, 0.5), colour) for x, colour in ((0.7, "red"), (0.1, "blue"), (0.4, "red"))]

    def chosen(text: str) -> list[int]:
        return [one.thing for one in match(parse(text), row) if state_of(one.score) == "verified"]

    assert chosen("second car from the right") == [2]
    assert chosen("second red car from the right") == [2]
    assert chosen("the leftmost red car") == [2]
    assert chosen("the rightmost car") == [0]
    assert chosen("the last car from the right") == [1]
    assert chosen("the fifth car from the left") == []
