"""A model is chosen that knows the language an input asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import pytest

from sensorium.core.card import Card
from sensorium.core.errors import Refused
from sensorium.core.fields import language_asked
from sensorium.core.host import RunContext
from sensorium.core.model import CallModel
from sensorium.core.task import LANGUAGE, Task
from sensorium.core.tasks.generation import SpeechInput
from sensorium.core.testing import host_of
from sensorium.core.values.base import Value


class Said(Value):
    language: Annotated[str, LANGUAGE] = ""


class Heard(Value):
    by: str


SAY = Task("say", "Say it.", Said, Heard)


class English(CallModel[Said, Heard]):
    task = SAY
    card = Card("english", "1", "MIT", languages=("en",))

    def run(self, jobs: Sequence[Any]) -> list[Heard]:
        return [Heard(by=self.card.name) for _ in jobs]


class Mandarin(English):
    card = Card("mandarin", "1", "MIT", languages=("zh",))


class Composed(CallModel[Said, Heard]):
    """Asks on for what it was asked."""

    task = Task("composed", "Ask on.", Said, Heard)
    card = Card("composed", "1", "MIT")

    async def run(self, jobs: Sequence[Any]) -> list[Heard]:
        return [await job.ask(SAY, job.input) for job in jobs]


async def test_the_model_is_one_that_knows_the_language() -> None:
    async with host_of(English, Mandarin, Composed) as host:
        for task in (SAY, Composed.task):
            assert (await host.run(task, Said(language="zh"))).output == Heard(by="mandarin")
            assert (await host.run(task, Said(language="en"))).output == Heard(by="english")
            assert (await host.run(task, Said())).output == Heard(by="english")
        with pytest.raises(Refused, match="does not know the language 'fr'"):
            await host.run(SAY, Said(language="fr"))


async def test_what_the_input_asks_for_goes_before_what_the_medium_is_in() -> None:
    async with host_of(English, Mandarin) as host:
        assert host.resolve(SAY, RunContext(language="en"), Said(language="zh")) is Mandarin
        assert host.resolve(SAY, RunContext(language="zh"), Said()) is Mandarin


def test_the_language_of_what_is_to_be_said_is_told_from_its_letters() -> None:
    assert language_asked(SpeechInput(text="你好")) == "zh"
    assert language_asked(SpeechInput(text="Hello")) == "en"
    assert language_asked(SpeechInput(text="Bonjour", language="fr")) == "fr"
