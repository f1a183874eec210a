"""Real media through the real models of voice, words and face."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sensorium.plugins.affect
import sensorium.plugins.face_expression
import sensorium.plugins.shots
import sensorium.plugins.speech
import sensorium.plugins.text_emotion
import sensorium.plugins.voice_emotion
from sensorium.core.host import Host, RunContext
from sensorium.core.media import open_media
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks import MULTIMODAL_AFFECT
from sensorium.core.tasks.affect import AffectInput, AffectOutput
from sensorium.core.testing.running import isolated_registry
from sensorium.core.values import Moment, TimeSpan
from sensorium.core.weights.store import WeightStore

PLUGINS = (
    sensorium.plugins.affect,
    sensorium.plugins.face_expression,
    sensorium.plugins.shots,
    sensorium.plugins.speech,
    sensorium.plugins.text_emotion,
    sensorium.plugins.voice_emotion,
)
pytestmark = [pytest.mark.shared, pytest.mark.weights]


class Product:
    """A host over the real plugins and the user's weight store, on a loop of its own."""

    def __init__(self, home: Path) -> None:
        self._loop = asyncio.new_event_loop()
        registry = isolated_registry(*PLUGINS)
        store = WeightStore.of(Settings.load())
        cards = [model.card for model in registry.models() if model.card.profile == "embedded"]
        missing = store.missing([file for card in cards for file in card.weights])
        if missing:
            self._loop.close()
            pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
        self._host = Host(registry, LocalEngine(), store, Settings(home=home))

    def feel(self, file: Path, **given: Any) -> AffectOutput:
        """multimodal_affect's answer."""

        async def ask() -> AffectOutput:
            outcome = await self._host.run(
                MULTIMODAL_AFFECT, AffectInput(media=open_media(file), **given), RunContext(allow_faces=True)
            )
            assert isinstance(outcome.output, AffectOutput)
            return outcome.output

        return self._loop.run_until_complete(ask())

    def close(self) -> None:
        self._loop.run_until_complete(self._host.close())
        self._loop.close()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    ready = Product(tmp_path_factory.mktemp("home"))
    yield ready
    ready.close()


def found(answer: AffectOutput, spans: list[tuple[float, float]]) -> None:
    """Every span is matched by a verified moment, and no verified moment of over half a second is left over."""
    verified: list[Moment] = [m for m in answer.moments if m.state == "verified"]
    for start, end in spans:
        assert any(m.span.iou(TimeSpan(start=start, end=end)) >= 0.5 for m in verified), (start, verified)
    assert len([m for m in verified if m.span.seconds > 0.5]) == len(spans), verified


@pytest.mark.parametrize(
    ("feeling", "spans"),
    [
        ("angry", [(4, 8)]),
        ("sad", [(12, 16), (16, 20), (20, 24)]),
        ("happy", [(8, 12), (24, 28)]),
    ],
)
def test_voices_in_a_film(product: Product, shared_media: Path, feeling: str, spans: list[tuple[float, float]]):
    film = shared_media / "video" / "composite_sad_red_car.mp4"
    found(product.feel(film, feeling=feeling), spans)


def test_plain_words_carry_no_wording(product: Product, shared_media: Path):
    film = shared_media / "video" / "composite_sad_red_car.mp4"
    answer = product.feel(film, feeling="negative", modality="words")
    assert [m for m in answer.moments if m.state == "verified"] == []


def test_a_film_without_words_is_felt_by_its_faces(product: Product, shared_media: Path):
    film = shared_media / "video" / "pyfeat_WolfgangLanger_Pexels.mp4"
    found(product.feel(film, feeling="happy", faces=True), [(10, 20)])
    found(product.feel(film, feeling="sad", faces=True), [(0, 6)])
    assert product.feel(film, feeling="sad").moments == ()
