"""Noun phrases read into labels and attributes."""

from __future__ import annotations

import pytest

from sensorium.core.errors import RequestError
from sensorium.plugins.grounding.labels import LABELS
from sensorium.plugins.grounding.phrase import parse


@pytest.mark.parametrize(
    ("text", "labels", "colours", "size", "places"),
    [
        ("the red car", {"car"}, ("red",), None, ()),
        ("blue cars", {"car"}, ("blue",), None, ()),
        ("person in red on the left", {"person"}, ("red",), None, ("left",)),
        ("person in a black coat", {"person"}, ("black",), None, ()),
        ("the largest dog", {"dog"}, (), "largest", ()),
        ("someone", {"person"}, (), None, ()),
        ("children", {"person"}, (), None, ()),
        ("car or truck", {"car", "truck"}, (), None, ()),
        ("small gray bird at the top", {"bird"}, ("grey",), "small", ("top",)),
        ("orange", {"orange"}, (), None, ()),
        ("an orange car", {"car"}, ("orange",), None, ()),
        ("car on the right side of the picture", {"car"}, (), None, ("right",)),
        ("traffic light", {"traffic light"}, (), None, ()),
        ("the car on the road", {"car"}, (), None, ()),
    ],
)
def test_words_are_read(
    text: str, labels: set[str], colours: tuple[str, ...], size: str | None, places: tuple[str, ...]
):
    read = parse(text)
    assert (set(read.labels), read.colours, read.size, read.places) == (labels, colours, size, places)
    assert read.unread == ()
    assert read.relation is None


def test_wider_words_stand_for_several_labels():
    assert {"car", "bus", "truck"} <= parse("vehicle").labels
    assert {"cat", "horse"} <= parse("animals").labels


def test_a_relation_has_a_phrase_of_its_own():
    read = parse("the red car to the left of the white bus")
    assert read.labels == {"car"}
    assert read.colours == ("red",)
    assert read.relation is not None
    relation, other = read.relation
    assert (relation, other.labels, other.colours) == ("left of", {"bus"}, ("white",))


def test_words_nobody_can_tell_are_kept_as_unread():
    assert parse("shiny car").unread == ("shiny",)
    assert "hat" in parse("person in a hat").unread


def test_an_unknown_noun_names_the_vocabulary():
    with pytest.raises(RequestError) as caught:
        parse("the purple unicorn")
    assert "unicorn" in str(caught.value)
    assert "person" in caught.value.fix


@pytest.mark.parametrize("label", LABELS)
def test_every_label_is_understood(label: str):
    assert label in parse(f"the {label}").labels


@pytest.mark.parametrize(
    ("text", "nth", "side"),
    [
        ("the second car from the right", 2, "right"),
        ("third red car from the left", 3, "left"),
        ("the car second from the right", 2, "right"),
        ("the leftmost dog", 1, "left"),
        ("the last person from the left", -1, "left"),
    ],
)
def test_an_order_is_read(text: str, nth: int, side: str):
    read = parse(text)
    assert read.order == (nth, side)
    assert (read.unread, read.places) == ((), ())
    assert not read.plain
