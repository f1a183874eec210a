"""What models that answer questions share: the pictures shown, and one answer of several guesses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from sensorium.core.checkpoints.pictures import look
from sensorium.core.errors import RequestError, SensoriumError
from sensorium.core.media.kind import frame_of
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.questions import VISUAL_QUESTION_ANSWERING, Guess, QuestionInput, QuestionOutput
from sensorium.core.values import TimeSpan, Video
from sensorium.plugins.captioning.hub.chat import Frames, frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

FRAMES = 8
"""Pictures of a video that are shown, at even distances."""
KEPT = 5
NOT_ENGLISH = re.compile(r"[\u0370-\u1fff\u2e80-\ud7ff]")


class Answering(CallModel[QuestionInput, QuestionOutput]):
    """Answers from pictures; of a video it is shown the spans that were asked about and nothing else."""

    task = VISUAL_QUESTION_ANSWERING
    restricts = "exact"
    english: ClassVar[bool] = True
    """Whether it knows no other language: then a question in other letters is refused, not misread."""

    def guesses(self, shown: Frames, question: str) -> Mapping[str, float]:
        """Possible answers and how probable they are."""
        raise NotImplementedError

    def run(self, jobs: Sequence[Job[QuestionInput]]) -> Sequence[QuestionOutput | SensoriumError]:
        return [self._answer(job) for job in jobs]

    def _answer(self, job: Job[QuestionInput]) -> QuestionOutput | SensoriumError:
        question = " ".join(job.input.question.split())
        if not question:
            return RequestError("the question is blank", where="question", fix="ask something of the picture")
        if self.english and NOT_ENGLISH.search(question):
            return RequestError(
                f"{self.card.name} reads English questions only",
                where="question",
                fix="ask in English, or install a model that reads this language, such as qwen3-vl-2b-instruct",
            )
        found = sorted(self.guesses(_shown(job), question).items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
        best = found[0]
        rows = tuple(Guess(text=text, score=min(1.0, score)) for text, score in found)
        return QuestionOutput(answer=best[0], score=min(1.0, best[1]), guesses=rows)


def _shown(job: Job[QuestionInput]) -> Frames:
    """The picture, or frames of the video at even distances within what was asked about."""
    media = job.input.media
    if not isinstance(media, Video):
        return frames([look(job, media)])
    spans = job.input.within or (media.whole,)
    step = sum(span.seconds for span in spans) / FRAMES
    pictures: list[NDArray[np.uint8]] = []
    for number in range(FRAMES):
        job.check()
        pictures.append(look(job, frame_of(media, _instant(spans, (number + 0.5) * step))))
    return frames(pictures, max(step, 1e-3))


def _instant(spans: Sequence[TimeSpan], seconds: float) -> float:
    """The media time so many seconds into spans laid end to end."""
    for span in spans:
        if seconds < span.seconds:
            return span.start + seconds
        seconds -= span.seconds
    return spans[-1].start
