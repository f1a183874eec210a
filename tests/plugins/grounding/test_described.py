"""Noun phrases of an open vocabulary."""

from __future__ import annotations

import pytest

from sensorium.core.errors import RequestError
from sensorium.plugins.grounding.described import describe


@pytest.mark.parametrize(
    ("text", "sought", "size", "places", "order"),
    [
        ("the red excavator", ("red excavator",), None, (), None),
        ("the largest yellow excavator on the left", ("yellow excavator",), "largest", ("left",), None),
        ("a girl in a striped shirt", ("girl in a striped shirt",), None, (), None),
        ("the second lamp from the right", ("lamp",), None, (), (2, "right")),
        ("the upper left window", ("window",), None, ("top", "left"), None),
        ("crane to the left of the red lorry", ("crane", "red lorry"), None, (), None),
        ("the lamp on the left of the picture", ("lamp",), None, ("left",), None),
        ("person in red on the left", ("person in red",), None, ("left",), None),
    ],
)
def test_what_geometry_decides_is_kept_from_the_detector(
    text: str, sought: tuple[str, ...], size: str | None, places: tuple[str, ...], order: tuple[int, str] | None
):
    read = describe(text)
    assert read.sought == sought
    assert (read.phrase.size, read.phrase.places, read.phrase.order) == (size, places, order)


def test_a_relation_has_a_phrase_of_its_own():
    relation = describe("the largest crane left of the second lorry from the right").phrase.relation
    assert relation is not None
    name, other = relation
    assert (name, other.labels, other.order) == ("left of", {"lorry"}, (2, "right"))


def test_marks_of_a_detectors_prompt_are_no_words():
    assert describe("a car. <OCR> dog").sought == ("car ocr dog",)


@pytest.mark.parametrize("text", ["...", "the second from the right", "the"])
def test_a_phrase_that_names_nothing_is_refused(text: str):
    with pytest.raises(RequestError, match="no thing is named"):
        describe(text)
