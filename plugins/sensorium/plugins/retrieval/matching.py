"""The image_text_matching model: whether a text fits a picture, in the space of recognised names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.matching import (
    IMAGE_TEXT_MATCHING,
    EmbeddingInput,
    EmbeddingOutput,
    MatchingInput,
    MatchingOutput,
)
from sensorium.core.values import Evidence, Moment
from sensorium.plugins.grounding.likelihood import logistic, state_of
from sensorium.plugins.retrieval.embedding import FALLBACK, LICENCE, LabelSpace
from sensorium.plugins.retrieval.scenes import SCENES

TOWERS: Any = LabelSpace
MIDDLE, WIDTH = 0.447, 1 / 14.8
"""The logistic of the cosine that fits captions best, one in ten of them being the picture's own."""


class Matching(CallModel[MatchingInput, MatchingOutput]):
    """Calibrated for the vectors of the embedded model, which it asks for whatever the profile."""

    task = IMAGE_TEXT_MATCHING
    card = Card(
        "conse-matching",
        "1.0.0",
        LICENCE,
        runs_on=(RunsOn("cpu"),),
        vocabulary=SCENES,
        languages=("en", "zh"),
        fallback=FALLBACK,
        note="Scenes are told by classes of ImageNet that stand for them (seashore, alp, lakeside, restaurant ...).",
    )

    async def run(self, jobs: Sequence[Job[MatchingInput]]) -> Sequence[MatchingOutput | SensoriumError]:
        return [await self._one(job) for job in jobs]

    async def _one(self, job: Job[MatchingInput]) -> MatchingOutput | SensoriumError:
        given = job.input
        try:
            seen: EmbeddingOutput = await job.ask(TOWERS, EmbeddingInput(image=given.image))
            told: EmbeddingOutput = await job.ask(TOWERS, EmbeddingInput(text=given.text))
        except BadInput as error:
            return error
        score = logistic(float(np.dot(seen.vector, told.vector)), MIDDLE, WIDTH)
        span = given.image.whole
        evidence = Evidence(
            clause=f'scene("{given.text}")', text=seen.text, model=self.card.name, score=score, span=span
        )
        moment = Moment(span=span, score=score, label=given.text, state=state_of(score), evidence=(evidence,))
        return MatchingOutput(score=score, moments=(moment,))
