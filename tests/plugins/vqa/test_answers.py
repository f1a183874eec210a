"""Answers from what a made-up seer sees."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sensorium.core.errors import Refused
from sensorium.core.tasks.reading import TextLine
from sensorium.core.testing.pretend import pretend
from sensorium.core.values import Box, Image, TimeSpan, Video
from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.vqa.answers import Reply, reply
from sensorium.plugins.vqa.model import read
from sensorium.plugins.vqa.seeing import Seen
from sensorium.plugins.vqa.surroundings import Region

WHOLE = TimeSpan(start=0, end=1)


def seen(label: str, x: float, score: float = 0.9, size: float = 0.1, span: TimeSpan = WHOLE) -> Seen:
    return Seen(label, score, Box(x0=x, y0=0.4, x1=x + size, y1=0.4 + size), span.start, span)


class Fake:
    """Answers noun phrases from a table; `asked` keeps them."""

    def __init__(
        self, things: dict[str, list[Seen]], lines: tuple[TextLine, ...] = (), sky: Region | None = None
    ) -> None:
        self.table, self._lines, self._sky, self.asked = things, lines, sky, []  # type: ignore[var-annotated]
        self.media: Image | Video = pretend(Image, seconds=1)

    async def things(self, phrase: str) -> list[Seen]:
        self.asked.append(phrase)
        return next((rows for name, rows in self.table.items() if name == phrase), [])

    async def lines(self) -> tuple[TextLine, ...]:
        return self._lines

    async def region(self, name: str) -> Region | None:
        return self._sky

    def colours(self, thing: Seen) -> Any:
        shares = np.zeros(len(COLOURS))
        shares[COLOURS.index("red")], shares[COLOURS.index("black")] = 0.6, 0.4
        return shares


async def answer(question: str, fake: Fake) -> Reply:
    asked = read(question)
    assert asked is not None
    return await reply(asked, fake)  # type: ignore[arg-type]


async def test_a_count_weighs_what_is_doubtful():
    fake = Fake({"dogs": [seen("dog", 0.1), seen("dog", 0.4), seen("dog", 0.7, 0.4)], "dog": [seen("dog", 0.1)]})
    found = await answer("How many dogs are there?", fake)
    assert (found.text, len(found.seen)) == ("2", 2)
    assert found.others[0][0] == "3"
    assert found.score > found.others[0][1] > 0
    assert (await answer("有几只狗？", fake)).text == "1只"
    assert (await answer("有几只猫？", fake)).text == "0个"


async def test_presence_in_both_languages():
    fake = Fake({"a cat": [seen("cat", 0.1)], "cat": [seen("cat", 0.1)]})
    assert (await answer("Is there a cat?", fake)).text == "yes"
    assert (await answer("有没有猫？", fake)).text == "有"
    absent = await answer("Is there a dog?", fake)
    assert absent.text == "no"
    assert absent.score < 0.95


async def test_colours_and_places():
    fake = Fake({"the car": [seen("car", 0.05)], "car": [seen("car", 0.05)]})
    assert (await answer("What colour is the car?", fake)).text == "red"
    assert (await answer("汽车是什么颜色的？", fake)).text == "红色"
    assert (await answer("Where is the car?", fake)).text == "on the left"
    assert (await answer("汽车在哪里？", fake)).text == "左边"


async def test_the_sky_is_told_or_refused():
    box = Box(x0=0, y0=0, x1=1, y1=0.5)
    sky = Region(name="sky", span=WHOLE, box=box, share=0.4, score=0.9, colours=(("blue", 0.9), ("white", 0.1)))
    assert (await answer("图中天空是什么颜色", Fake({}, sky=sky))).text == "蓝色"
    mixed = sky.model_copy(update={"colours": (("white", 0.6), ("blue", 0.4))})
    assert (await answer("What colour is the sky?", Fake({}, sky=mixed))).text == "white and blue"
    with pytest.raises(Refused, match="no sky"):
        await answer("What colour is the sky?", Fake({}, sky=sky.model_copy(update={"score": 0.3})))
    with pytest.raises(Refused, match="no sky"):
        await answer("What colour is the sky?", Fake({}))


async def test_relations_and_sizes():
    fake = Fake({
        "the horse": [seen("horse", 0.1, size=0.3)], "the man": [seen("person", 0.6)],
        "thing left of the man": [seen("horse", 0.1, size=0.3), seen("dog", 0.4)],
    })  # fmt: skip
    assert (await answer("Which is bigger, the man or the horse?", fake)).text == "the horse"
    assert (await answer("Which is smaller, the man or the horse?", fake)).text == "the person"
    assert (await answer("Is the man bigger than the horse?", fake)).text == "no"
    assert (await answer("What is to the left of the man?", fake)).text == "a horse and a dog"
    assert (await answer("Is the man on the left or the right of the horse?", fake)).text == "on the right"


async def test_what_is_held_must_touch():
    person = Seen("person", 0.9, Box(x0=0.2, y0=0.1, x1=0.5, y1=0.9), 0, WHOLE)
    fake = Fake({"the man": [person], "thing": [person, seen("bottle", 0.45), seen("cup", 0.8)]})
    assert (await answer("What is the man holding?", fake)).text == "a bottle"
    with pytest.raises(Refused, match="holding"):
        await answer("What is the man holding?", Fake({"the man": [person], "thing": [person, seen("cup", 0.8)]}))


async def test_writing_on_a_thing_goes_before_writing_beside_it():
    inside = TextLine(text="SUZUKI", box=Box(x0=0.12, y0=0.42, x1=0.18, y1=0.46), score=0.9)
    outside = TextLine(text="SALE", box=Box(x0=0.8, y0=0.1, x1=0.9, y1=0.2), score=0.8)
    fake = Fake({"the bus": [seen("bus", 0.1)]}, (outside, inside))
    assert (await answer("What does the bus say?", fake)).text == "SUZUKI"
    assert (await answer("What is written?", fake)).text == "SALE SUZUKI"
    assert "no writing" in (await answer("What is written?", Fake({}))).text


async def test_times_are_of_films_alone():
    fake = Fake(
        {"the dog": [seen("dog", 0.1, span=TimeSpan(start=2, end=4)), seen("dog", 0.4, span=TimeSpan(start=3, end=6))]}
    )
    with pytest.raises(Refused, match="no times"):
        await answer("When is the dog visible?", fake)
    fake.media = pretend(Video, seconds=9)
    assert (await answer("When is the dog visible?", fake)).text == "from 2.0 to 6.0 s"


async def test_what_is_not_there_is_said_to_be_missing():
    assert "nothing that looks like the dog" in (await answer("What colour is the dog?", Fake({}))).text
