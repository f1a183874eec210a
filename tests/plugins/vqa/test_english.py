"""English questions read."""

from __future__ import annotations

import pytest

from sensorium.plugins.vqa.english import ask


@pytest.mark.parametrize(
    ("text", "kind", "thing"),
    [
        ("How many dogs are there?", "count", "dogs"),
        ("how many people can you see in this photo", "count", "people"),
        ("How many people are wearing red?", "count", "people red"),
        ("How many cars are on the left?", "count", "cars on the left"),
        ("Count the cars", "count", "the cars"),
        ("What is the number of cats in the picture?", "count", "cats"),
        ("Is there a cat?", "presence", "a cat"),
        ("Are there any wine glasses in the image?", "presence", "wine glasses"),
        ("Do you see a horse here?", "presence", "a horse"),
        ("Does the picture show a bus?", "presence", "a bus"),
        ("Is a bird visible?", "presence", "a bird"),
        ("Is anybody in the picture?", "presence", "anybody"),
        ("What colour is the car?", "colour", "the car"),
        ("what color are the cows", "colour", "the cows"),
        ("What's the colour of the sky?", "colour", "the sky"),
        ("What colour is the man's shirt?", "colour", "the man"),
        ("What colour is the shirt of the person on the left?", "colour", "the person on the left"),
        ("What colour is the woman wearing?", "colour", "the woman"),
        ("Where is the dog?", "where", "the dog"),
        ("where's the largest cow in the picture?", "where", "the largest cow"),
        ("On which side is the bus?", "side", "the bus"),
        ("Is the cow on the left or on the right?", "side", "the cow"),
        ("What does the sign say?", "text", "the sign"),
        ("What is written on the bus?", "text", "the bus"),
        ("What is written?", "text", ""),
        ("Read the text", "text", ""),
        ("What number is written on the train?", "text", "the train"),
        ("What animal is this?", "sort", "animal"),
        ("What kind of vehicle is in the picture?", "sort", "vehicle"),
        ("When is the red car visible?", "when", "the red car"),
        ("When do you see a dog?", "when", "a dog"),
    ],
)
def test_questions_about_one_thing(text: str, kind: str, thing: str):
    read = ask(text)
    assert read is not None
    assert (read.kind, read.thing, read.language) == (kind, thing, "en")


@pytest.mark.parametrize(
    ("text", "kind", "thing", "relation", "other"),
    [
        ("What is to the left of the dog?", "beside", "the dog", "left of", ""),
        ("What is on the table?", "beside", "the table", "on", ""),
        ("Is there a bottle on the table?", "holds", "a bottle", "on", "the table"),
        ("Is the person to the right of the horse?", "holds", "the person", "right of", "the horse"),
        ("Which is bigger, the horse or the person?", "larger", "the horse", "bigger", "the person"),
        ("Is the dog smaller than the cat?", "is larger", "the dog", "smaller", "the cat"),
        ("What is the man holding?", "act", "the man", "holding", ""),
        ("What is the person riding in the picture?", "act", "the person", "riding", ""),
        ("Is the man on the left or the right of the horse?", "side", "the man", "", "the horse"),
    ],
)
def test_questions_about_two(text: str, kind: str, thing: str, relation: str, other: str):
    read = ask(text)
    assert read is not None
    assert (read.kind, read.thing, read.relation, read.other) == (kind, thing, relation, other)


@pytest.mark.parametrize("text", ["Why are they smiling?", "Who is she?", "How old is he?", "Is it raining?", "", "?"])
def test_what_the_table_lacks_is_not_guessed(text: str):
    assert ask(text) is None
