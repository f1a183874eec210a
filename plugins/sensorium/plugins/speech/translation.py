"""The model of speech_translation for whole files."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.hearing import heard
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.stretches import voiced_stretches
from sensorium.core.tasks import SPEECH_TRANSLATION, TRANSLATE_TEXT
from sensorium.core.tasks.speech import TranslationInput, TranslationOutput
from sensorium.core.tasks.text import TranslateInput
from sensorium.core.utterances import Utterance
from sensorium.core.values import Segment, Transcript
from sensorium.plugins.speech.languages import LANGUAGES
from sensorium.plugins.speech.listener import audible
from sensorium.plugins.speech.moments import prevailing
from sensorium.plugins.speech.tongues import SURE, Tongues
from sensorium.plugins.speech.weights import WHISPER
from sensorium.plugins.speech.whisper import RATE, Whisper

BEAMS = 5


class Both(NamedTuple):
    """An utterance as spoken, and in English."""

    original: Segment
    english: Segment


class Translator(CallModel[TranslationInput, TranslationOutput]):
    """Whisper base, utterance by utterance, each in its own language.

    Into English with Whisper's own task=translate; into other languages what was heard goes to translate_text.
    """

    task = SPEECH_TRANSLATION
    restricts = "exact"
    card = Card(
        name="whisper-base-translation",
        version="1",
        licence="MIT",
        runs_on=(RunsOn("cpu", "int8", bytes=220 << 20), RunsOn("cuda", "float16", bytes=320 << 20)),
        weights=WHISPER,
        languages=LANGUAGES,
        repeats=1e-3,
        measured={"kokoro-zh-30/likeness": 0.743, "kokoro-zh-30/recall": 0.590},
        note="Measured on synthesised Chinese; its Chinese is right, its English of it often is not.",
    )

    _own_english = True

    def load(self, context: LoadContext) -> None:
        """Open the network."""
        self._whisper = Whisper(context.weights(), context.threads, context.device)

    async def run(self, jobs: Sequence[Job[TranslationInput]]) -> Sequence[TranslationOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[TranslationInput]) -> TranslationOutput:
        given = job.input
        wanted = await voiced_stretches(job, given.media, given.within)
        rows = await asyncio.to_thread(lambda: list(self._heard(job, wanted)))
        rows = [row for row in rows if row.original.text]
        if given.to == "en" and self._own_english:
            translated = tuple(row.english for row in rows)
        else:
            translated = tuple([await _into(job, row.original) for row in rows])
        return TranslationOutput(
            transcript=Transcript(segments=translated, language=given.to if translated else ""),
            original=_transcript(tuple(row.original for row in rows)),
        )

    def _heard(self, job: Job[TranslationInput], wanted: Sequence[Utterance]) -> Iterator[Both]:
        tongues = Tongues()
        sounds = heard(job, job.input.media, [audible(each) for each in wanted], RATE)
        for i, (utterance, (_, sound)) in enumerate(zip(wanted, sounds, strict=True)):
            encoded = self._whisper.encode(sound)
            tongue = tongues.likeliest(encoded.languages)
            written = self._whisper.write(encoded, tongue.code)
            if written.text and tongue.share >= SURE:
                tongues.note(tongue.code, utterance.core.seconds)
            original = Segment(
                text=written.text, span=utterance.core, language=tongue.code, score=min(1.0, written.confidence)
            )
            english = original
            if written.text and tongue.code != "en" and job.input.to == "en" and self._own_english:
                told = self._whisper.write(encoded, tongue.code, translate=True, beams=BEAMS)
                changes = {"text": told.text, "language": "en", "score": min(1.0, told.confidence)}
                english = original.model_copy(update=changes)
            yield Both(original, english)
            job.progress((i + 1) / len(wanted), "translating")


class TextTranslator(Translator):
    """What Whisper base writes down goes to translate_text, into English too: closer to the meaning, and slower."""

    card = Card(
        name="whisper-base-text-translation",
        version="1",
        licence="MIT",
        runs_on=(RunsOn("cpu", "int8", bytes=220 << 20), RunsOn("cuda", "float16", bytes=320 << 20)),
        weights=WHISPER,
        languages=LANGUAGES,
        repeats=1e-3,
        measured={"kokoro-zh-30/likeness": 0.795, "kokoro-zh-30/recall": 0.688},
        profile="hub",
        note="Needs a model of translate_text: the extra llm, or an endpoint.",
    )
    _own_english = False


async def _into(job: Job[TranslationInput], original: Segment) -> Segment:
    """An utterance in the language wanted, through translate_text."""
    to = job.input.to
    if original.language == to:
        return original
    asked = TranslateInput(text=original.text, to=to, source=original.language)
    told = await job.ask(TRANSLATE_TEXT, asked)
    return original.model_copy(update={"text": told.text, "language": to})


def _transcript(segments: tuple[Segment, ...]) -> Transcript:
    return Transcript(segments=segments, language=prevailing(segments))
