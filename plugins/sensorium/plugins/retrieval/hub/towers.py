"""What dual towers share: embedding pictures and texts, weighing candidates, searching libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sensorium.core.checkpoints import Checkpoint
from sensorium.core.checkpoints.letters import foreign
from sensorium.core.checkpoints.pictures import look, pillow
from sensorium.core.errors import BadInput, RequestError, SensoriumError
from sensorium.core.library import Library, existing
from sensorium.core.library.search import search
from sensorium.core.library.terms import terms
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.matching import (
    IMAGE_TEXT_EMBEDDING,
    IMAGE_TEXT_RETRIEVAL,
    EmbeddingInput,
    EmbeddingOutput,
    RetrievalInput,
    RetrievalOutput,
    TextScore,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sensorium.core.card import Card
    from sensorium.core.values import Image


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
    """A model that is two towers. Vectors of one `space` may be compared."""

    card: ClassVar[Card]
    architecture: ClassVar[str]
    processor: ClassVar[str]
    padding: ClassVar[Mapping[str, Any]]
    space: ClassVar[str]

    def load(self, context: LoadContext) -> None:
        self._towers = TwoTowers(Checkpoint(context, self.card), self.architecture, self.processor, self.padding)

    def _unread(self, *texts: str) -> RequestError | None:
        """The error of the first text in a language that the card does not name."""
        if self.card.languages is None:
            return None
        faults = (foreign(text, self.card.name, "text", "siglip2-base-patch16-224") for text in texts)
        return next((fault for fault in faults if fault), None)

    def vectors(
        self, jobs: Sequence[Job[Any]], images: Sequence[Image | None], texts: Sequence[str]
    ) -> list[NDArray[np.float32]]:
        """One vector a job, of its picture where it has one, else of its text; each tower sees one batch."""
        shown = [at for at, image in enumerate(images) if image is not None]
        said = [at for at, image in enumerate(images) if image is None]
        found: dict[int, NDArray[np.float32]] = {}
        if shown:
            pictures = [look(jobs[at], image) for at in shown if (image := images[at]) is not None]
            found |= zip(shown, self._towers.pictures(pictures), strict=True)
        if said:
            found |= zip(said, self._towers.texts([texts[at] for at in said]), strict=True)
        return [found[at] for at in range(len(jobs))]


class Embedding(Towers, CallModel[EmbeddingInput, EmbeddingOutput]):
    """The vectors themselves, for libraries to keep."""

    task = IMAGE_TEXT_EMBEDDING

    def run(self, jobs: Sequence[Job[EmbeddingInput]]) -> Sequence[EmbeddingOutput | SensoriumError]:
        found = self.vectors(jobs, [job.input.image for job in jobs], [job.input.text for job in jobs])
        return [
            _neither_or_both(job.input.text, job.input.image)
            or self._unread(job.input.text)
            or EmbeddingOutput(space=self.space, vector=tuple(vector.tolist()))
            for job, vector in zip(jobs, found, strict=True)
        ]


class Weighing(Towers, CallModel[RetrievalInput, RetrievalOutput]):
    """Candidate texts weighed for a picture, or a library searched that was made with these towers' vectors."""

    task = IMAGE_TEXT_RETRIEVAL

    def probabilities(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        """What the cosines (n,) of one picture with its candidates are worth, 0..1."""
        raise NotImplementedError

    def run(self, jobs: Sequence[Job[RetrievalInput]]) -> Sequence[RetrievalOutput | SensoriumError]:
        found = self.vectors(jobs, [job.input.image for job in jobs], [job.input.text for job in jobs])
        distinct = list(dict.fromkeys(text for job in jobs if job.input.image for text in job.input.texts))
        rows = dict(zip(distinct, self._towers.texts(distinct), strict=True)) if distinct else {}
        answers: list[RetrievalOutput | SensoriumError] = []
        for job, vector in zip(jobs, found, strict=True):
            if fault := self._unread(job.input.text, *job.input.texts):
                answers.append(fault)
            elif job.input.image and job.input.texts:
                cosines = np.stack([rows[text] for text in job.input.texts]) @ vector
                answers.append(_ranked(job.input, self.probabilities(cosines)))
            else:
                answers.append(self._searched(job, vector))
        return answers

    def _searched(self, job: Job[RetrievalInput], vector: NDArray[np.float32]) -> RetrievalOutput | SensoriumError:
        given = job.input
        if fault := _neither_or_both(given.text, given.image):
            return fault
        try:
            library = Library(existing(job.libraries, given.library))
            library.require(self.space)
        except BadInput as error:
            return error
        words = [] if given.image else terms(given.text)
        return RetrievalOutput(hits=tuple(search(library, vector.tolist(), words, given.top)))


def _ranked(given: RetrievalInput, worth: NDArray[np.float64]) -> RetrievalOutput:
    scored = sorted(zip(given.texts, worth.clip(0.0, 1.0).tolist(), strict=True), key=lambda pair: -pair[1])
    return RetrievalOutput(texts=tuple(TextScore(text=text, score=score) for text, score in scored[: given.top]))


def _neither_or_both(text: str, image: Image | None) -> RequestError | None:
    """The error of a request that gives not exactly one of a text and a picture."""
    if (image is None) != (not text.strip()):
        return None
    told = "no text and no picture are given" if image is None else "a text and a picture are given"
    return RequestError(told, where="input", fix="give one of the two, or a picture with candidate texts")
