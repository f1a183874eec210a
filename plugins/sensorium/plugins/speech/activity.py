"""The model of voice_activity_detection."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import MediaError, SensoriumError
from sensorium.core.hearing import sound_in
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees
from sensorium.core.tasks import SHOT_BOUNDARY_DETECTION, VOICE_ACTIVITY_DETECTION
from sensorium.core.tasks.shots import ShotsInput
from sensorium.core.tasks.speech import VoiceInput, VoiceOutput
from sensorium.core.utterances import Utterance, utterances
from sensorium.core.values import Audio, Evidence, Moment, TimeSpan, Video
from sensorium.plugins.speech.loudness import levels, silent_spans
from sensorium.plugins.speech.silero import RATE, STEP, Silero
from sensorium.plugins.speech.voiced import voiced_spans
from sensorium.plugins.speech.weights import SILERO

PIECES = Sees(every=10.0, sound=RATE)
SECONDS = STEP / RATE


class Contour(NamedTuple):
    """The sound every 32 ms from `start` on: probability of speech, and level."""

    start: float
    speech: list[float]
    level: list[float]


class VoiceActivity(CallModel[VoiceInput, VoiceOutput]):
    """Silero over the whole medium, piece by piece; utterances end at shot cuts."""

    task = VOICE_ACTIVITY_DETECTION
    card = Card(
        name="silero-vad",
        version="1",
        licence="MIT",
        runs_on=(RunsOn("cpu", bytes=8 << 20),),
        weights=(SILERO,),
        repeats=1e-4,
    )

    def load(self, context: LoadContext) -> None:
        """Open the network."""
        self._silero = Silero(context.weights() / SILERO.name, 1)

    async def run(self, jobs: Sequence[Job[VoiceInput]]) -> Sequence[VoiceOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[VoiceInput]) -> VoiceOutput:
        media = job.input.media
        cuts, contour = await asyncio.gather(cuts_of(job, media), asyncio.to_thread(self._listen, job))
        voiced = voiced_spans(contour.speech, SECONDS, start=contour.start)
        voiced = [part for span in voiced if (part := span.cut(media.whole))]
        spoken = utterances(voiced, cuts, media.whole.end)
        moments = _voices(spoken) if job.input.kind == "voice" else _silences(contour, media.whole)
        return VoiceOutput(moments=tuple(moments), voiced=tuple(voiced), utterances=tuple(each.span for each in spoken))

    def _listen(self, job: Job[VoiceInput]) -> Contour:
        media = job.input.media
        stream, speech, level = self._silero.stream(), list[float](), list[float]()
        start: float | None = None
        rest = np.zeros(0, np.float32)
        for window in job.read(media, PIECES, (media.whole,)):
            start = window.cell.start if start is None else start
            rest = np.concatenate([rest, sound_in(window, window.cell, PIECES)])
            whole = len(rest) // STEP * STEP
            speech += stream.feed(rest[:whole]).tolist()
            level += levels(rest[:whole], STEP).tolist()
            rest = rest[whole:]
            job.progress((window.cell.end - media.whole.start) / max(media.whole.seconds, 1e-6), "listening")
        return Contour(start or 0.0, speech, level)


async def cuts_of(job: Job[VoiceInput], media: Audio | Video) -> tuple[float, ...]:
    """The shot cuts of a film; none of sound alone, or where the picture cannot be read though the sound can."""
    if not isinstance(media, Video) or media.probe.video is None:
        return ()
    try:
        return (await job.ask(SHOT_BOUNDARY_DETECTION, ShotsInput(video=media))).cuts
    except MediaError:
        return ()


def _voices(spoken: Sequence[Utterance]) -> list[Moment]:
    return [
        Moment(
            span=each.span,
            score=1.0,
            label="voice",
            evidence=(Evidence(clause="voice", text="somebody speaks", span=each.core, voiced=each.voiced),),
        )
        for each in spoken
    ]


def _silences(contour: Contour, whole: TimeSpan) -> list[Moment]:
    quiet = silent_spans(np.array(contour.level, np.float32), SECONDS, contour.start)
    kept = [part for span in quiet if (part := span.cut(whole))]
    evidence = Evidence(clause="silence()", text="the sound falls more than 36 dB below its loud parts")
    return [
        Moment(span=span, score=1.0, label="silence", evidence=(evidence.model_copy(update={"span": span}),))
        for span in kept
    ]
