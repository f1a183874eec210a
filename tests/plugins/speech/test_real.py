"""Real speech through the real networks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

import sensorium.plugins.shots
import sensorium.plugins.speech
from sensorium.core.errors import BadInput
from sensorium.core.host import Host, Live, RunContext, live_audio
from sensorium.core.media import open_media
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.speech import (
    RecognitionInput,
    RecognitionOutput,
    TranslationInput,
    TranslationOutput,
    VoiceInput,
    VoiceOutput,
)
from sensorium.core.testing.media import make_audio
from sensorium.core.testing.running import isolated_registry
from sensorium.core.values import Moment, TimeSpan
from sensorium.core.weights.store import WeightStore

pytestmark = [pytest.mark.weights]
STATEMENTS = {"01": "kids are talking by the door", "02": "dogs are sitting by the door"}


class Ears:
    """The speech models over the user's weight store, on a loop of their own."""

    def __init__(self, home: Path) -> None:
        registry = isolated_registry(sensorium.plugins.speech, sensorium.plugins.shots)
        store = WeightStore.of(Settings.load())
        cards = [model.card for model in registry.models() if model.card.profile == "embedded"]
        if missing := store.missing([file for card in cards for file in card.weights]):
            pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
        self._loop = asyncio.new_event_loop()
        self._host = Host(registry, LocalEngine(), store, Settings(home=home))

    def ask(self, what: str, given: Any) -> Any:
        async def asked() -> Any:
            return (await self._host.run(what, given, RunContext())).output

        return self._loop.run_until_complete(asked())

    def voices(self, file: Path, **given: Any) -> VoiceOutput:
        answer = self.ask("voice_activity_detection", VoiceInput(media=open_media(file), **given))
        assert isinstance(answer, VoiceOutput)
        return answer

    def words(self, file: Path, model: str = "speech_recognition", **given: Any) -> RecognitionOutput:
        answer = self.ask(model, RecognitionInput(media=open_media(file), **given))
        assert isinstance(answer, RecognitionOutput)
        return answer

    def translated(self, file: Path, **given: Any) -> TranslationOutput:
        answer = self.ask("speech_translation", TranslationInput(media=open_media(file), **given))
        assert isinstance(answer, TranslationOutput)
        return answer

    def live(self, task: str, given: Any, sound: Any) -> list[Live]:
        async def pieces() -> AsyncIterator[Any]:
            for at in range(0, len(sound), 4000):
                yield sound[at : at + 4000]

        async def heard() -> list[Live]:
            return [step async for step in self._host.live(task, given, pieces(), join=False)]

        return self._loop.run_until_complete(heard())

    def close(self) -> None:
        self._loop.run_until_complete(self._host.close())
        self._loop.close()


@pytest.fixture(scope="module")
def ears(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ears]:
    ready = Ears(tmp_path_factory.mktemp("home"))
    yield ready
    ready.close()


@pytest.fixture
def film(shared_media: Path) -> Path:
    return shared_media / "video" / "composite_sad_red_car.mp4"


def plain(text: str) -> list[str]:
    return re.sub(r"[^a-z ]", "", text.lower().replace("-", " ").replace("mr.", "mister")).split()


def errors(truth: list[str], heard: list[str]) -> int:
    """Words to insert, delete or replace."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(truth):
        fresh = [i + 1]
        for j, other in enumerate(heard):
            fresh.append(min(fresh[j] + 1, row[j + 1] + 1, row[j] + (word != other)))
        row = fresh
    return row[-1]


def verified(moments: tuple[Moment, ...]) -> list[TimeSpan]:
    return [moment.span for moment in moments if moment.state == "verified"]


def test_every_utterance_of_a_film_is_found_between_its_cuts(ears: Ears, film: Path) -> None:
    utterances = ears.voices(film).utterances
    assert len(utterances) == 7
    for i, span in enumerate(utterances):
        assert span.iou(TimeSpan(start=4 * i, end=4 * i + 4)) > 0.9


def test_silence_lies_between_the_voices(ears: Ears, film: Path) -> None:
    answer = ears.voices(film, kind="silence")
    assert len(verified(answer.moments)) >= 7
    for silence in verified(answer.moments):
        assert all((cut := silence.cut(voice)) is None or cut.seconds < 0.7 for voice in answer.voiced)


def test_a_tone_is_neither_voice_nor_silence(ears: Ears, tmp_path: Path) -> None:
    tone = make_audio(tmp_path / "tone.wav", seconds=6)
    assert ears.voices(tone).voiced == ()
    assert verified(ears.voices(tone, kind="silence").moments) == []
    assert ears.words(tone).transcript.text == ""


@pytest.mark.parametrize("model", ["moonshine-whisper", "whisper-base"])
def test_read_english_is_written_down(ears: Ears, shared_media: Path, model: str) -> None:
    folder = shared_media / "speech" / "librivox"
    wrong = count = 0
    for line in (folder / "transcription").read_text().splitlines():
        text, name = re.fullmatch(r"<s> (.*) </s> \((.*)\)", line.strip()).groups()  # type: ignore[union-attr]
        answer = ears.words(folder / f"{name}.wav", model)
        wrong += errors(plain(text), plain(answer.transcript.text))
        count += len(plain(text))
        assert answer.transcript.language == "en"
        assert all(word.span.seconds >= 0 for segment in answer.transcript.segments for word in segment.words)
    assert wrong / count < 0.08


def test_acted_english_is_written_down(ears: Ears, shared_media: Path) -> None:
    files = sorted((shared_media / "speech" / "ravdess").glob("*.wav"))
    told = {file: plain(ears.words(file).transcript.text) for file in files}
    wrong = sum(errors(STATEMENTS[file.stem[12:14]].split(), words) for file, words in told.items())
    assert wrong / (6 * len(files)) < 0.05


def test_german_is_known_and_written_in_german(ears: Ears, shared_media: Path) -> None:
    files = [shared_media / "speech" / "emodb" / f"{name}.wav" for name in ("03a01Nc", "03a02Nc", "08a01Na", "13a02Nc")]
    answers = [ears.words(file, speaks="de") for file in files]
    assert all(verified(answer.moments) for answer in answers)
    assert sum("lappen" in answer.transcript.text.lower() for answer in answers) >= 1
    assert ears.words(files[0]).transcript.language == "de"


def test_a_phrase_is_found_where_it_is_said(ears: Ears, film: Path) -> None:
    said = verified(ears.words(film, phrase="dogs are sitting").moments)
    assert [round(span.start / 4) for span in said] == [3, 6]
    assert verified(ears.words(film, phrase="good morning").moments) == []
    assert verified(ears.words(film, speaks="zh").moments) == []


def test_a_part_of_a_film_answers_as_the_whole_does(ears: Ears, film: Path) -> None:
    within = (TimeSpan(start=9, end=15),)
    whole, part = ears.words(film, phrase="the door"), ears.words(film, phrase="the door", within=within)
    expected = [cut for span in verified(whole.moments) if (cut := span.cut(within[0]))]
    assert verified(part.moments) == expected


def test_german_becomes_english_beside_the_original(ears: Ears, shared_media: Path) -> None:
    answer = ears.translated(shared_media / "speech" / "emodb" / "03a01Nc.wav")
    assert (answer.original.language, answer.transcript.language) == ("de", "en")
    assert answer.transcript.text.isascii()
    assert [segment.span for segment in answer.original.segments] == [s.span for s in answer.transcript.segments]


def test_english_into_english_is_what_was_said_also_in_a_part(ears: Ears, film: Path) -> None:
    within = (TimeSpan(start=9, end=15),)
    whole, part = ears.translated(film), ears.translated(film, within=within)
    assert whole.transcript == whole.original
    assert "by the door" in whole.transcript.text
    met = [segment for segment in whole.transcript.segments if segment.span.meets(within[0])]
    assert [segment.text for segment in part.transcript.segments] == [segment.text for segment in met]


def test_a_language_nobody_translates_into_is_a_typed_error(ears: Ears, shared_media: Path) -> None:
    with pytest.raises(BadInput):
        ears.translated(shared_media / "speech" / "emodb" / "03a01Nc.wav", to="fr")


def test_live_words_stand_and_come_near_to_the_whole(ears: Ears, shared_media: Path) -> None:
    file = shared_media / "speech" / "librivox" / "sense_and_sensibility_01_austen_64kb-0870.wav"
    sound, _ = soundfile.read(file, dtype="float32")
    steps = ears.live("speech_recognition", RecognitionInput(media=live_audio("test", 16_000)), sound)
    stands: list[str] = []
    stable = 0.0
    for step in steps:
        fresh = [segment for segment in step.output.transcript.segments if segment.span.start < step.stable]
        assert all(segment.span.start >= stable for segment in fresh)
        stands += [segment.text for segment in fresh]
        stable = max(stable, step.stable)
    assert len(stands) >= 3
    truth = plain(ears.words(file).transcript.text)
    assert errors(truth, plain(" ".join(stands))) <= len(truth) * 0.15


def test_live_silence_and_noise_say_nothing(ears: Ears) -> None:
    noise = np.random.default_rng(0).normal(0, 0.02, 16_000 * 4).astype(np.float32)
    given = TranslationInput(media=live_audio("test", 16_000))
    for sound in (np.zeros(16_000 * 4, np.float32), noise, np.zeros(0, np.float32)):
        steps = ears.live("speech_translation", given, sound)
        assert all(step.output.transcript.segments == () for step in steps)


def test_live_translation_is_into_english_only(ears: Ears) -> None:
    with pytest.raises(BadInput, match="'de'"):
        ears.live("speech_translation", TranslationInput(media=live_audio("test", 16_000), to="de"), np.zeros(16_000))
