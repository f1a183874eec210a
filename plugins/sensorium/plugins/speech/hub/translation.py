"""speech_translation by networks of the hub profile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from sensorium.core.errors import RequestError, SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.stretches import voiced_stretches
from sensorium.core.tasks import SPEECH_RECOGNITION, SPEECH_TRANSLATION
from sensorium.core.tasks.speech import RecognitionInput, TranslationInput, TranslationOutput
from sensorium.core.values import Segment, Transcript
from sensorium.plugins.speech.hub.recognition import card_over, written
from sensorium.plugins.speech.hub.seamless import CODES, SeamlessWriter
from sensorium.plugins.speech.hub.whisper import LargeWriter
from sensorium.plugins.speech.hub.writing import Writer
from sensorium.plugins.speech.moments import prevailing


class HubTranslator(CallModel[TranslationInput, TranslationOutput]):
    """Every utterance translated by `writer`, and as it was spoken."""

    task = SPEECH_TRANSLATION
    restricts = "exact"
    writer: ClassVar[type[Writer]]
    into: ClassVar[tuple[str, ...]]
    """The languages it can write."""

    async def run(self, jobs: Sequence[Job[TranslationInput]]) -> Sequence[TranslationOutput | SensoriumError]:
        """One answer per job; a language it cannot write is an error in its place."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[TranslationInput]) -> TranslationOutput | SensoriumError:
        given = job.input
        if given.to not in self.into:
            known = ", ".join(self.into)
            fix = f"ask for one of {known}, or translate the transcript: translate_text"
            return RequestError(f"cannot translate into {given.to!r}", where=self.card.name, fix=fix)
        utterances = await voiced_stretches(job, given.media, given.within)
        translated, original = await asyncio.gather(
            written(job, self.writer, given.media, utterances, given.to), self.original(job)
        )
        return TranslationOutput(transcript=transcript(translated.segments), original=original)

    async def original(self, job: Job[TranslationInput]) -> Transcript:
        """What is said, by the task that writes it down."""
        given = job.input
        answer = await job.ask(SPEECH_RECOGNITION, RecognitionInput(media=given.media, within=given.within))
        return answer.transcript


def transcript(segments: Sequence[Segment]) -> Transcript:
    """The segments that say something."""
    kept = tuple(each for each in segments if each.text)
    return Transcript(segments=kept, language=prevailing(kept))


class LargeTranslator(HubTranslator):
    """Whisper large-v3: into English only, from what it hears directly."""

    writer = LargeWriter
    into = ("en",)
    card = card_over(LargeWriter, name="whisper-large-v3-translate")


class SeamlessTranslator(HubTranslator):
    """SeamlessM4T v2: between its languages."""

    writer = SeamlessWriter
    into = tuple(CODES)
    card = card_over(SeamlessWriter)
