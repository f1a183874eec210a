"""Real voices, of actors who are not in the training data, through the real models."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sensorium.plugins.shots
import sensorium.plugins.speech
import sensorium.plugins.voice_emotion
from sensorium.core.host import Host, RunContext
from sensorium.core.media import open_media
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.affect import AffectOutput, SpeechEmotionInput
from sensorium.core.testing.media import make_audio
from sensorium.core.testing.running import isolated_registry
from sensorium.core.values import EMOTIONS, TimeSpan
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.voice_emotion.corpora import RAVDESS

pytestmark = [pytest.mark.weights]


class Voices:
    """The voice models over the user's weight store, on a loop of their own."""

    def __init__(self, home: Path) -> None:
        registry = isolated_registry(sensorium.plugins.speech, sensorium.plugins.shots, sensorium.plugins.voice_emotion)
        store = WeightStore.of(Settings.load())
        cards = [model.card for model in registry.models() if model.card.profile == "embedded"]
        if missing := store.missing([file for card in cards for file in card.weights]):
            pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
        self._loop = asyncio.new_event_loop()
        self._host = Host(registry, LocalEngine(), store, Settings(home=home))

    def feel(self, file: Path, model: str = "voice-emotion-research", **given: Any) -> AffectOutput:
        async def asked() -> Any:
            what = SpeechEmotionInput(media=open_media(file), **given)
            return (await self._host.run(model, what, RunContext())).output

        answer = self._loop.run_until_complete(asked())
        assert isinstance(answer, AffectOutput)
        return answer

    def close(self) -> None:
        self._loop.run_until_complete(self._host.close())
        self._loop.close()


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voices]:
    ready = Voices(tmp_path_factory.mktemp("home"))
    yield ready
    ready.close()


@pytest.fixture
def film(shared_media: Path) -> Path:
    return shared_media / "video" / "composite_sad_red_car.mp4"


@pytest.mark.parametrize(("model", "least"), [("voice-emotion-research", 0.8), ("voice-emotion-permissive", 0.6)])
def test_unheard_actors_are_judged_well_above_chance(
    voices: Voices, shared_media: Path, model: str, least: float
) -> None:
    files = sorted((shared_media / "speech" / "ravdess").glob("*.wav"))
    right = [voices.feel(file, model).timeline[0].scores.best == RAVDESS[file.stem[6:8]] for file in files]
    assert np.mean(right) >= least


def test_a_film_is_judged_utterance_by_utterance(voices: Voices, film: Path) -> None:
    timeline = voices.feel(film).timeline
    truth = ("neutral", "angry", "happy", "sad", "sad", "sad", "happy")
    assert len(timeline) == len(truth)
    assert sum(row.scores.best == label for row, label in zip(timeline, truth, strict=True)) >= 6
    assert all(len(row.voiced) >= 1 and row.modality == "voice" for row in timeline)


def test_a_part_of_a_film_answers_as_the_whole_does(voices: Voices, film: Path) -> None:
    within = (TimeSpan(start=9, end=15),)
    whole, part = voices.feel(film, feeling="sad"), voices.feel(film, feeling="sad", within=within)
    assert part.timeline == tuple(row for row in whole.timeline if row.span.meets(within[0]))
    assert all(moment.span.cut(within[0]) == moment.span for moment in part.moments)


def test_where_nobody_speaks_nothing_is_felt(voices: Voices, tmp_path: Path) -> None:
    answer = voices.feel(make_audio(tmp_path / "tone.wav", seconds=4), feeling="sad")
    assert (answer.timeline, answer.moments) == ((), ())


def test_probabilities_and_the_unknown_make_one(voices: Voices, film: Path) -> None:
    for row in voices.feel(film).timeline:
        assert sum(row.scores.of(label) for label in EMOTIONS) + row.scores.unknown == pytest.approx(1, abs=1e-4)
