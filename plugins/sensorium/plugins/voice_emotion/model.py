"""The models of speech_emotion_recognition: one head for research, one for any use."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.hearing import heard
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.stretches import voiced_stretches
from sensorium.core.tasks import SPEECH_EMOTION
from sensorium.core.tasks.affect import AffectOutput, SpeechEmotionInput
from sensorium.core.utterances import Utterance
from sensorium.core.values import AffectAt, AffectScores, TimeSpan
from sensorium.plugins.voice_emotion.encoder import RATE, Encoder
from sensorium.plugins.voice_emotion.features import features, parts
from sensorium.plugins.voice_emotion.head import Head
from sensorium.plugins.voice_emotion.moments import moments
from sensorium.plugins.voice_emotion.weights import WHISPER_BASE

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARGIN = 0.05
LONGEST = 12.0
HERE = Path(__file__).parent


class ResearchVoice(CallModel[SpeechEmotionInput, AffectOutput]):
    """Judges each utterance of voice_activity_detection whole; long ones in stretches of up to twelve seconds."""

    task = SPEECH_EMOTION
    restricts = "exact"
    card = Card(
        name="voice-emotion-research",
        version="4",
        licence="CC-BY-NC-SA-4.0",
        runs_on=(RunsOn("cpu", bytes=90 << 20),),
        weights=(WHISPER_BASE,),
        repeats=1e-4,
        measured={"ravdess/uar": 0.77, "emodb/uar": 0.917, "seconds_per_media_second": 0.03},
        note=(
            "Trained on RAVDESS (17 actors, English, CC BY-NC-SA 4.0) and EmoDB (8 speakers, German): acted speech. "
            "Figures are for unheard speakers of these sets; other languages and natural speech will be worse. "
            "RAVDESS sadness is found in .57 of cases, else mostly taken for neutral, as calm speech counts as neutral."
        ),
    )
    head: ClassVar[str] = "research.npz"

    def load(self, context: LoadContext) -> None:
        """Open the encoder and the head."""
        self._encoder = Encoder(context.weights() / WHISPER_BASE.name)
        self._head = Head.load(HERE / self.head)

    async def run(self, jobs: Sequence[Job[SpeechEmotionInput]]) -> Sequence[AffectOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[SpeechEmotionInput]) -> AffectOutput:
        given = job.input
        wanted = await voiced_stretches(job, given.media, given.within, LONGEST)
        timeline = await asyncio.to_thread(lambda: tuple(self._timeline(job, wanted)))
        found = moments(timeline, given.feeling) if given.feeling else []
        return AffectOutput(timeline=timeline, moments=tuple(found))

    def _timeline(self, job: Job[SpeechEmotionInput], wanted: Sequence[Utterance]) -> Iterator[AffectAt]:
        sounds = heard(job, job.input.media, [_voice(each) for each in wanted], RATE)
        for i, (utterance, (_, sound)) in enumerate(zip(wanted, sounds, strict=True)):
            yield AffectAt(span=utterance.span, scores=self._scores(sound), modality="voice", voiced=utterance.voiced)
            job.progress((i + 1) / len(wanted), "judging voices")

    def _scores(self, sound: NDArray[np.float32]) -> AffectScores:
        pieces = parts(sound)
        rows = np.stack([features(piece, self._encoder) for piece in pieces])
        return self._head.scores(rows, [max(len(piece), 1) / RATE for piece in pieces])


class PermissiveVoice(ResearchVoice):
    """The same without RAVDESS."""

    card = Card(
        name="voice-emotion-permissive",
        version="4",
        licence="Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=90 << 20),),
        weights=(WHISPER_BASE,),
        repeats=1e-4,
        measured={"ravdess/uar": 0.456, "emodb/uar": 0.909, "seconds_per_media_second": 0.03},
        fallback="knows German acted voices only, and no surprise: other speech is judged much less reliably",
        note=(
            "Trained on EmoDB alone (8 speakers, German, offered free of charge by TU Berlin without a standard "
            "licence text). On unheard English speakers (RAVDESS) its recall is 0.46 against 0.77."
        ),
    )
    head = "permissive.npz"


def _voice(utterance: Utterance) -> TimeSpan:
    """What is listened to: the voiced part with the margin that the head has learnt with."""
    core, span = utterance.core, utterance.span
    return TimeSpan(start=max(span.start, core.start - MARGIN), end=min(span.end, core.end + MARGIN))
