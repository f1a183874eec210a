"""The image_text_retrieval model: a library searched by text or picture, candidate texts weighed for a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.library import Library, existing, find
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.matching import (
    IMAGE_TEXT_EMBEDDING,
    IMAGE_TEXT_RETRIEVAL,
    EmbeddingInput,
    RetrievalInput,
    RetrievalOutput,
    TextScore,
)
from sensorium.plugins.retrieval.embedding import FALLBACK, LICENCE

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sensorium.core.library.indexing import Ask
    from sensorium.core.values import Image

TEMPERATURE = 0.06
"""Of the softmax over cosines: the likeliest for captions among four others (tests/benchmarks/retrieval.py)."""


class Retrieval(CallModel[RetrievalInput, RetrievalOutput]):
    """Asks for vectors, whatever model gives them, and ranks."""

    task = IMAGE_TEXT_RETRIEVAL
    card = Card(
        "library-retrieval",
        "1.0.0",
        LICENCE,
        runs_on=(RunsOn("cpu"),),
        languages=("en", "zh"),
        repeats="never",
        fallback=FALLBACK,
        measured={"voc100/recall@1": 0.38, "voc100/recall@5": 0.82, "voc100/recall@10": 0.95},
        note="Recall of the right photo among 100 by English captions; image_text_embedding gives the vectors.",
    )

    async def run(self, jobs: Sequence[Job[RetrievalInput]]) -> Sequence[RetrievalOutput | SensoriumError]:
        return [await self._one(job) for job in jobs]

    async def _one(self, job: Job[RetrievalInput]) -> RetrievalOutput | SensoriumError:
        given = job.input
        try:
            if given.image is not None and given.texts:
                return RetrievalOutput(texts=await weighed(job, given.image, given.texts))
            library = Library(existing(job.libraries, given.library))
            return RetrievalOutput(hits=await find(_asking(job), library, given.text, given.image, given.top))
        except BadInput as error:
            return error


def _asking(job: Job[RetrievalInput]) -> Ask:
    async def ask(what: Any, given: BaseModel) -> Any:
        return await job.ask(what, given)

    return ask


async def weighed(job: Job[RetrievalInput], image: Image, texts: Sequence[str]) -> tuple[TextScore, ...]:
    """The texts with their probabilities, likeliest first; near to equal where nothing speaks for one."""
    if empty := [at for at, text in enumerate(texts) if not text.strip()]:
        raise BadInput("a candidate text is empty", where=f"texts[{empty[0]}]", fix="leave it out")
    seen = await job.ask(IMAGE_TEXT_EMBEDDING, EmbeddingInput(image=image))
    told = [await job.ask(IMAGE_TEXT_EMBEDDING, EmbeddingInput(text=text)) for text in texts]
    cosines = np.array([one.vector for one in told]) @ np.array(seen.vector)
    likely = np.exp((cosines - cosines.max()) / TEMPERATURE)
    likely /= likely.sum()
    scored = [TextScore(text=text, score=float(chance)) for text, chance in zip(texts, likely, strict=True)]
    return tuple(sorted(scored, key=lambda one: -one.score))
