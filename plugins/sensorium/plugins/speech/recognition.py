"""The models of speech_recognition."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.hearing import heard
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.stretches import voiced_stretches
from sensorium.core.tasks import SPEECH_RECOGNITION
from sensorium.core.tasks.speech import RecognitionInput, RecognitionOutput
from sensorium.core.utterances import Utterance
from sensorium.core.values import Transcript
from sensorium.plugins.speech.languages import LANGUAGES
from sensorium.plugins.speech.listener import Listener, audible
from sensorium.plugins.speech.moments import Heard, prevailing, said, spoken
from sensorium.plugins.speech.moonshine import RATE, Moonshine
from sensorium.plugins.speech.weights import MOONSHINE, WHISPER
from sensorium.plugins.speech.whisper import Whisper


class Recogniser(CallModel[RecognitionInput, RecognitionOutput]):
    """Whisper base alone: every utterance of voice_activity_detection, in the language it is heard to be in."""

    task = SPEECH_RECOGNITION
    restricts = "exact"
    card = Card(
        name="whisper-base",
        version="2",
        licence="MIT",
        runs_on=(RunsOn("cpu", "int8", bytes=220 << 20), RunsOn("cuda", "float16", bytes=320 << 20)),
        weights=WHISPER,
        languages=LANGUAGES,
        repeats=1e-3,
        measured={"librivox-5/wer": 0.028, "ravdess-24/wer": 0.014},
        note="Word times from the decoder's attention.",
    )
    _english: Moonshine | None = None

    def load(self, context: LoadContext) -> None:
        """Open the network."""
        self._many = Whisper(context.weights(), context.threads, context.device)

    async def run(self, jobs: Sequence[Job[RecognitionInput]]) -> Sequence[RecognitionOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[RecognitionInput]) -> RecognitionOutput:
        given = job.input
        wanted = await voiced_stretches(job, given.media, given.within)
        rows = await asyncio.to_thread(lambda: list(self._heard(job, wanted)))
        moments = said(given.phrase, rows) if given.phrase else spoken(given.speaks, rows) if given.speaks else []
        segments = tuple(row.segment for row in rows if row.segment.text)
        return RecognitionOutput(
            moments=tuple(moments), transcript=Transcript(segments=segments, language=prevailing(segments))
        )

    def _heard(self, job: Job[RecognitionInput], wanted: Sequence[Utterance]) -> Iterator[Heard]:
        listener = Listener(self._many, self._english, identify=bool(job.input.speaks))
        sounds = heard(job, job.input.media, [audible(each) for each in wanted], RATE)
        for i, (utterance, (_, sound)) in enumerate(zip(wanted, sounds, strict=True)):
            yield listener.hear(utterance, sound)
            job.progress((i + 1) / len(wanted), "writing down")


class FastRecogniser(Recogniser):
    """Moonshine tiny for English; what it does not understand well, or not at all, is given to Whisper base."""

    card = Card(
        name="moonshine-whisper",
        version="2",
        licence="MIT",
        runs_on=(RunsOn("cpu", "int8", bytes=320 << 20),),
        weights=(*MOONSHINE, *WHISPER),
        languages=LANGUAGES,
        repeats=1e-3,
        measured={"librivox-5/wer": 0.028, "ravdess-24/wer": 0.014, "ravdess-146/wer": 0.032},
        note="Times of English words are shared out over the voiced time, not measured; Whisper's are measured.",
    )

    def load(self, context: LoadContext) -> None:
        """Open both networks."""
        super().load(context)
        self._english = Moonshine(context.weights(), context.threads)
