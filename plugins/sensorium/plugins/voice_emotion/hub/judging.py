"""voice_emotion:judging, what a network of the hub profile makes of the voice in given stretches of speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sensorium.core.errors import SensoriumError
from sensorium.core.hearing import heard
from sensorium.core.model import CallModel, Job
from sensorium.core.task import Task
from sensorium.core.values import AffectScores, Audio, TimeSpan, Video
from sensorium.core.values.base import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
SHORTEST = 0.1
"""Seconds under which a voice tells nothing."""


class JudgingInput(Value):
    """`spans` are in order and apart."""

    media: Audio | Video
    spans: tuple[TimeSpan, ...]


class JudgingOutput(Value):
    """Scores for each span, in order."""

    scores: tuple[AffectScores, ...] = ()


JUDGING = Task(
    "voice_emotion:judging", "Tell the emotion in the voice of given stretches of speech.", JudgingInput, JudgingOutput
)


class Judge(CallModel[JudgingInput, JudgingOutput]):
    """Judges one sound after the other: networks that normalise over time would hear padding."""

    task = JUDGING

    def run(self, jobs: Sequence[Job[JudgingInput]]) -> Sequence[JudgingOutput | SensoriumError]:
        """One answer per job."""
        return [self._judged(job) for job in jobs]

    def judge(self, sound: NDArray[np.float32]) -> AffectScores:
        """The scores of one sound (16 kHz mono)."""
        raise NotImplementedError

    def _judged(self, job: Job[JudgingInput]) -> JudgingOutput:
        given, scores = job.input, list[AffectScores]()
        for _, sound in heard(job, given.media, given.spans, RATE):
            scores.append(self.judge(sound) if len(sound) >= SHORTEST * RATE else AffectScores(unknown=1.0))
            job.progress(len(scores) / len(given.spans), "judging voices")
        return JudgingOutput(scores=tuple(scores))
