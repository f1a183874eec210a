"""The image_text_embedding model: pictures placed among sentences by the names of what is recognised in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees
from sensorium.core.tasks.matching import IMAGE_TEXT_EMBEDDING, EmbeddingInput, EmbeddingOutput
from sensorium.core.values import Image
from sensorium.plugins.grounding.colour import box_colours
from sensorium.plugins.grounding.detector import PERSON, EfficientDet
from sensorium.plugins.grounding.detector import WEIGHTS as DETECTOR
from sensorium.plugins.grounding.picture import content
from sensorium.plugins.retrieval.concepts import LEAST, Concept, classes, described, scenes, things
from sensorium.plugins.retrieval.glosses import glossed
from sensorium.plugins.retrieval.mobilenet import WEIGHTS as MOBILENET
from sensorium.plugins.retrieval.mobilenet import MobileNet
from sensorium.plugins.text_emotion.encoder import WIDTH, Encoder
from sensorium.plugins.text_emotion.weights import MINILM

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACE = "conse-minilm-1"
SEES = Sees(every=0.0, fps=1, size=(640, 640), fit="pad")
LICENCE = "Apache-2.0 AND BSD-3-Clause"
FALLBACK = (
    "no picture-text model: a picture is known by the 80 things of COCO, their colours and the 1000 classes of "
    "ImageNet recognised in it"
)


class LabelSpace(CallModel[EmbeddingInput, EmbeddingOutput]):
    """A convex combination of the vectors of recognised names, plus the vector of the description they make.

    Source: Norouzi et al., "Zero-Shot Learning by Convex Combination of Semantic Embeddings" (ICLR 2014).
    """

    task = IMAGE_TEXT_EMBEDDING
    card = Card(
        "conse-minilm",
        "1.0.0",
        LICENCE,
        runs_on=(RunsOn("cpu", "int8", bytes=220 << 20, bytes_each=8 << 20, max_batch=16),),
        weights=(DETECTOR, MOBILENET, *MINILM),
        languages=("en", "zh"),
        fallback=FALLBACK,
        note="Chinese texts are read word for word through a list of some 480 lines.",
    )

    def load(self, context: LoadContext) -> None:
        folder = context.weights()
        self._detector = EfficientDet(folder / DETECTOR.name, context.threads)
        self._classifier = MobileNet(folder / MOBILENET.name, context.threads)
        self._words = Words(folder, context.threads)

    def run(self, jobs: Sequence[Job[EmbeddingInput]]) -> Sequence[EmbeddingOutput | SensoriumError]:
        return [self._one(job) for job in jobs]

    def _one(self, job: Job[EmbeddingInput]) -> EmbeddingOutput | SensoriumError:
        job.check()
        given = job.input
        if (given.image is None) == (not given.text.strip()):
            return BadInput("takes a picture or a text", where=IMAGE_TEXT_EMBEDDING.name, fix="give one of the two")
        if given.image is None:
            return _output(self._words.sentence(glossed(given.text)), "")
        try:
            return self._seen(picture(job, given.image))
        except BadInput as error:
            return error

    def _seen(self, pixels: NDArray[np.uint8]) -> EmbeddingOutput:
        found = self._detector(pixels, LEAST)
        whole, middle = self._classifier(pixels), self._classifier(_middle(pixels))
        chances = np.asarray((whole.chances + middle.chances) / 2, np.float32)
        colours = [
            box_colours(pixels, box, clothed=int(scores.argmax()) == PERSON)
            for box, scores in zip(found.boxes, found.scores, strict=True)
        ]
        text = described(found.scores, colours, chances)
        vector = self._words.combined([*things(found.scores), *classes(chances), *scenes(chances)])
        return _output(unit(vector + self._words.sentence(text)) if text else vector, text)


class Words:
    """Vectors of words and sentences, (384,) of unit length; those of single words are remembered."""

    def __init__(self, weights: Path, threads: int = 1) -> None:
        model, tokenizer = (weights / file.name for file in MINILM)
        self._encoder = Encoder(model, tokenizer, threads)
        self._known: dict[str, NDArray[np.float32]] = {}

    def sentence(self, text: str) -> NDArray[np.float32]:
        """The mean of a text's token vectors, made unit length."""
        return unit(self._encoder.encode(text).states.mean(axis=0))

    def combined(self, concepts: Sequence[Concept]) -> NDArray[np.float32]:
        """The words' vectors added by weight, made unit length; zero for none."""
        total = np.zeros(WIDTH, np.float32)
        for concept in concepts:
            if concept.word not in self._known:
                self._known[concept.word] = self.sentence(concept.word)
            total += concept.weight * self._known[concept.word]
        return unit(total)


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vector at length 1; zero stays zero."""
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, np.float32)


def picture(job: Job[EmbeddingInput], image: Image) -> NDArray[np.uint8]:
    """The picture's pixels (height, width, 3), upright, at most 640 on a side."""
    for window in job.read(image, SEES):
        rows, columns = content(window)
        return np.ascontiguousarray(window.frames[0, rows, columns])
    raise BadInput("has no picture", where=image.uri, fix="give another file")


def _middle(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The square in the middle, as the classifier was trained to see."""
    height, width = pixels.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return pixels[top : top + side, left : left + side]


def _output(vector: NDArray[np.float32], text: str) -> EmbeddingOutput:
    return EmbeddingOutput(space=SPACE, vector=tuple(float(value) for value in vector), text=text)
