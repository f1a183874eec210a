"""Of several models with closed vocabularies the best that knows the phrase is asked."""

from __future__ import annotations

from typing import Any

import pytest

from fakes.told import LENGTH
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.query import parse_query
from sensorium.core.card import Card
from sensorium.core.errors import RequestError
from sensorium.core.hookspecs import hookimpl
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION
from sensorium.core.values import Audio


def model(name: str, vocabulary: tuple[str, ...], **more: Any) -> Any:
    class Sounds(CallModel):  # type: ignore[type-arg]
        task = AUDIO_CLASSIFICATION
        card = Card(name, "1", "MIT", vocabulary=vocabulary, **more)

        def run(self, jobs: Any) -> Any: ...

    return Sounds


class Plugin:
    @hookimpl
    def sensorium_register(self, registrar: Any) -> None:
        registrar.add(1, model("general", ("siren", "bell")))
        registrar.add(1, model("trained/mine", ("bad bearing", "bell"), fallback="knows two sounds"))


@pytest.mark.parametrize(
    ("phrase", "name"), [("siren", "general"), ("bell", "general"), ("bad bearing", "trained/mine")]
)
def test_who_knows_is_asked(phrase: str, name: str) -> None:
    registry = Registry(plugins={"sounds": Plugin()}, discover=False)
    plan = Compiler(registry).compile(parse_query(f'sound("{phrase}")'), Policy(), Audio, duration=LENGTH)
    assert plan.steps[0].model == name


def test_nobody_knows() -> None:
    registry = Registry(plugins={"sounds": Plugin()}, discover=False)
    with pytest.raises(RequestError, match="no installed model knows 'xyzzy'"):
        Compiler(registry).compile(parse_query('sound("xyzzy")'), Policy(), Audio, duration=LENGTH)
