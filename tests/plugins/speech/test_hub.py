"""Recognition and translation by writers of the hub profile, with a pretended writer: no network, no torch."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sensorium.core.card import Card
from sensorium.core.errors import RequestError
from sensorium.core.media import open_media
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks import VOICE_ACTIVITY_DETECTION
from sensorium.core.tasks.speech import RecognitionInput, TranslationInput, VoiceInput, VoiceOutput
from sensorium.core.testing.media import make_audio
from sensorium.core.testing.running import host_of
from sensorium.core.values import Audio, TimeSpan
from sensorium.plugins.speech.hub.recognition import HubRecogniser
from sensorium.plugins.speech.hub.translation import HubTranslator
from sensorium.plugins.speech.hub.writing import RATE, Said, Writer, WritingInput, segment

VOICED = (TimeSpan(start=1, end=2), TimeSpan(start=5, end=6.5), TimeSpan(start=9, end=9.05))


class Voices(CallModel[VoiceInput, VoiceOutput]):
    task = VOICE_ACTIVITY_DETECTION
    card = Card("voices", "1", "MIT")

    def run(self, jobs: Sequence[Job[VoiceInput]]) -> Sequence[VoiceOutput]:
        spans = (TimeSpan(start=0, end=3.5), TimeSpan(start=3.5, end=7.75), TimeSpan(start=7.75, end=10))
        return [VoiceOutput(voiced=VOICED, utterances=spans) for _ in jobs]


class Lengths(Writer):
    """Writes down how many tenths of a second it heard."""

    card = Card("lengths-writing", "1", "MIT")
    together = 2

    def write(self, sounds: Sequence[np.ndarray], given: WritingInput) -> Sequence[Said]:
        return [self._said(len(sound) / RATE, given.to) for sound in sounds]

    def _said(self, seconds: float, to: str) -> Said:
        text = f"heard {round(seconds * 10)} tenths"
        return Said(
            text, to or "zh", 0.9, (("heard", 0.0, 0.1), (f"{round(seconds * 10)}", 0.1, 0.5), ("tenths", 0.5, 99.0))
        )


class Recogniser(HubRecogniser):
    writer = Lengths
    card = Card("recogniser", "1", "MIT")


class Translator(HubTranslator):
    writer = Lengths
    into = ("en",)
    card = Card("translator", "1", "MIT")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Audio:
    audio = open_media(make_audio(tmp_path_factory.mktemp("sound") / "tone.wav", seconds=10, rate=22_050))
    assert isinstance(audio, Audio)
    return audio


def asked(model: type[Any], given: Any) -> Any:
    async def once() -> Any:
        async with host_of(Voices, Lengths, Recogniser, Translator) as host:
            return (await host.run(model, given)).output

    return asyncio.run(once())


def test_every_utterance_is_written_down_and_slivers_are_not(sound: Audio):
    transcript = asked(Recogniser, RecognitionInput(media=sound)).transcript
    assert [s.text for s in transcript.segments] == ["heard 10 tenths", "heard 15 tenths"]
    assert [s.span for s in transcript.segments] == list(VOICED[:2])
    assert transcript.language == "zh"


def test_times_beyond_the_sound_are_brought_back(sound: Audio):
    (first, _) = asked(Recogniser, RecognitionInput(media=sound)).transcript.segments
    assert [word.text for word in first.words] == ["heard", "10", "tenths"]
    assert first.words[-1].span == TimeSpan(start=1.5, end=2.0)


def test_words_and_languages_are_found(sound: Audio):
    rows = asked(Recogniser, RecognitionInput(media=sound, phrase="heard 15")).moments
    assert max(rows, key=lambda row: row.score).span == TimeSpan(start=3.5, end=7.75)
    states = [m.state for m in asked(Recogniser, RecognitionInput(media=sound, speaks="zh")).moments]
    assert states == ["verified", "verified"]


def test_some_spans_need_their_utterances_only(sound: Audio):
    part = (TimeSpan(start=5, end=5.5),)
    (row,) = asked(Recogniser, RecognitionInput(media=sound, within=part)).transcript.segments
    assert row.text == "heard 15 tenths"


def test_a_translation_has_both_texts(sound: Audio):
    answer = asked(Translator, TranslationInput(media=sound, to="en"))
    assert answer.transcript.language == "en"
    assert answer.original.language == "zh"
    assert len(answer.transcript.segments) == len(answer.original.segments) == 2


def test_a_language_it_cannot_write_is_an_error_that_helps(sound: Audio):
    with pytest.raises(RequestError, match=r"into 'de'.*translate_text"):
        asked(Translator, TranslationInput(media=sound, to="de"))


def test_words_without_times_share_the_span():
    row = segment(TimeSpan(start=2, end=4), Said("good morning", "en"))
    assert [word.exact for word in row.words] == [False, False]
    assert row.words[0].span.start == 2
    assert row.words[-1].span.end == pytest.approx(4)
    assert segment(TimeSpan(start=2, end=4), Said("", "en")).words == ()


def test_importing_loads_no_torch(tmp_path: Path):
    import subprocess
    import sys

    script = "import sys, sensorium.plugins.speech.hub; print('torch' in sys.modules, 'transformers' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.split() == ["False", "False"]
