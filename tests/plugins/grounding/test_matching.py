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


ROW = [thing("person", (x, 0.3, x + 0.1, 0.3 + 0.1 * k), colour) for k, (x, colour) in enumerate(
    [(0.1, "red"), (0.3, "blue"), (0.5, "red"), (0.8, "black")], start=1)]  # fmt: skip


def chosen(text: str) -> list[int]:
    return [one.thing for one in match(parse(text), ROW) if state_of(one.score) == "verified"]


def test_orders_count_what_the_other_words_verify():
    assert chosen("second person from the right") == [2]
    assert chosen("leftmost person") == [0]
    assert chosen("the rightmost person in red") == [2]
    assert chosen("the second person in red from the right") == [0]
    assert chosen("largest person") == [3]
    assert chosen("second largest person") == [2]
    assert chosen("smallest person") == [0]
    assert chosen("the largest person in red") == [2]
    assert chosen("last person from the left") == [3]
    assert chosen("fifth person from the left") == []


def test_plurals_are_all_that_match():
    assert chosen("people in red") == [0, 2]
    assert chosen("people on the left") == [0, 1]


def test_what_an_order_passes_over_says_where_it_stands():
    found = match(parse("second person from the right"), ROW)
    assert "1. of 4" in next(one.text for one in found if one.thing == 3)


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
