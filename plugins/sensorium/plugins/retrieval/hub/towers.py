"""What dual towers share: embedding batches, weighing candidate texts, giving vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sensorium.core.checkpoints import Checkpoint
from sensorium.core.checkpoints.pictures import look, pillow
from sensorium.core.errors import RequestError, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.matching import IMAGE_TEXT_RETRIEVAL, RetrievalInput, RetrievalOutput, TextScore
from sensorium.plugins.retrieval.vectors import VECTORS, VectorsInput, VectorsOutput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sensorium.core.card import Card


class TwoTowers:
    """The picture tower and the text tower of a checkpoint.

    `architecture` and `processor` are classes of transformers, `padding` what the tokenizer is told: a tower that was
    trained on texts padded to one length knows no others.
    """

    def __init__(self, checkpoint: Checkpoint, architecture: str, processor: str, padding: Mapping[str, Any]) -> None:
        self._checkpoint = checkpoint
        self._padding = padding
        self._processor = checkpoint.part(processor)
        self.model: Any = checkpoint.model(architecture)

    def pictures(self, pictures: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Unit vectors (n, d) of RGB pictures."""
        made = self._processor(images=pillow(pictures), return_tensors="pt")
        return self._unit(self.model.get_image_features(**self._checkpoint.tensors(made)))

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (n, d) of texts; what is longer than the tower reads is cut."""
        made = self._processor(text=list(texts), return_tensors="pt", truncation=True, **self._padding)
        return self._unit(self.model.get_text_features(**self._checkpoint.tensors(made)))

    def shares(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probabilities among the candidates of a row: a softmax over scaled cosines (..., n)."""
        logits = float(self.model.logit_scale.float().exp()) * cosines.astype(np.float64)
        weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=-1, keepdims=True))

    def _unit(self, features: Any) -> NDArray[np.float32]:
        # transformers 5 gives the projected vectors as the pooled output.
        vectors = features.pooler_output.float().cpu().numpy()
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), np.float32)


class Towers:
    """A model that is two towers."""

    card: ClassVar[Card]
    architecture: ClassVar[str]
    processor: ClassVar[str]
    padding: ClassVar[Mapping[str, Any]]

    def load(self, context: LoadContext) -> None:
        self._towers = TwoTowers(Checkpoint(context, self.card), self.architecture, self.processor, self.padding)


class Weighing(Towers, CallModel[RetrievalInput, RetrievalOutput]):
    """Candidate texts weighed for a picture."""

    task = IMAGE_TEXT_RETRIEVAL

    def probabilities(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        """What the cosines (n,) of one picture with its candidates are worth, 0..1."""
        raise NotImplementedError

    def run(self, jobs: Sequence[Job[RetrievalInput]]) -> Sequence[RetrievalOutput | SensoriumError]:
        asked = [job for job in jobs if job.input.image is not None and job.input.texts]
        if not asked:
            return [_unasked(job.input) for job in jobs]
        pictures = self._towers.pictures([look(job, job.input.image) for job in asked if job.input.image is not None])
        distinct = list(dict.fromkeys(text for job in asked for text in job.input.texts))
        row = dict(zip(distinct, self._towers.texts(distinct), strict=True))
        answers = {}
        for job, picture in zip(asked, pictures, strict=True):
            cosines = np.stack([row[text] for text in job.input.texts]) @ picture
            answers[id(job)] = _ranked(job.input, self.probabilities(cosines))
        return [answers.get(id(job)) or _unasked(job.input) for job in jobs]


class Embedding(Towers, CallModel[VectorsInput, VectorsOutput]):
    """The vectors themselves."""

    task = VECTORS

    def run(self, jobs: Sequence[Job[VectorsInput]]) -> Sequence[VectorsOutput | SensoriumError]:
        shown = [job for job in jobs if job.input.image is not None]
        pictures = [look(job, job.input.image) for job in shown if job.input.image]
        of = dict(zip(map(id, shown), self._towers.pictures(pictures), strict=True)) if shown else {}
        return [
            VectorsOutput(
                image=tuple(of[id(job)].tolist()) if id(job) in of else (),
                texts=tuple(tuple(v) for v in self._towers.texts(job.input.texts).tolist()) if job.input.texts else (),
            )
            for job in jobs
        ]


def _ranked(given: RetrievalInput, worth: NDArray[np.float64]) -> RetrievalOutput:
    scored = sorted(zip(given.texts, worth.clip(0.0, 1.0).tolist(), strict=True), key=lambda pair: -pair[1])
    return RetrievalOutput(texts=tuple(TextScore(text=text, score=score) for text, score in scored[: given.top]))


def _unasked(given: RetrievalInput) -> RequestError:
    return RequestError(
        "weighs candidate texts for a picture and was given " + ("no texts" if given.image else "no picture"),
        where="image_text_retrieval",
        fix="give an image and texts; libraries are searched in the embedded profile",
    )
