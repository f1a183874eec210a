"""Looking at a picture with both recognisers, and what they see as a vector among sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.grounding.colour import box_colours
from sensorium.plugins.grounding.detector import PERSON, EfficientDet
from sensorium.plugins.grounding.detector import WEIGHTS as DETECTOR
from sensorium.plugins.retrieval.concepts import LEAST, Concept, classes, described, scenes, things
from sensorium.plugins.retrieval.glosses import glossed
from sensorium.plugins.retrieval.mobilenet import WEIGHTS as MOBILENET
from sensorium.plugins.retrieval.mobilenet import MobileNet
from sensorium.plugins.text_emotion.encoder import WIDTH, Encoder
from sensorium.plugins.text_emotion.weights import MINILM

if TYPE_CHECKING:
    from numpy.typing import NDArray

OF_A_PHOTO = re.compile(
    r"^\s*(?:(?:a|an|the|this is an?)\s+)?(?:photo|photograph|picture|image)\s+of\s+", re.IGNORECASE
)
WEIGHTS = (DETECTOR, MOBILENET, *MINILM)


class Seen(NamedTuple):
    """A picture: its unit vector (384,), the words for it, and MobileNet's features (1280,) of unit length."""

    vector: NDArray[np.float32]
    text: str
    features: NDArray[np.float32]


class Eye:
    """The recognisers and the sentence encoder, opened from a folder with WEIGHTS. For one thread at a time."""

    def __init__(self, weights: Path, threads: int = 1) -> None:
        self._detector = EfficientDet(weights / DETECTOR.name, threads)
        self._classifier = MobileNet(weights / MOBILENET.name, threads)
        self._words = Words(weights, threads)

    def see(self, pixels: NDArray[np.uint8]) -> Seen:
        """An RGB picture (height, width, 3), by the names of what is recognised in it.

        Source: Norouzi et al., "Zero-Shot Learning by Convex Combination of Semantic Embeddings" (ICLR 2014); the
        vector of the description that the names make is added to theirs.
        """
        found = self._detector(pixels, LEAST)
        whole, middle = self._classifier(pixels), self._classifier(_middle(pixels))
        chances = np.asarray((whole.chances + middle.chances) / 2, np.float32)
        colours = [
            box_colours(pixels, box, clothed=int(scores.argmax()) == PERSON)
            for box, scores in zip(found.boxes, found.scores, strict=True)
        ]
        text = described(found.scores, colours, chances)
        vector = self._words.combined([*things(found.scores), *classes(chances), *scenes(chances)])
        vector = unit(vector + self._words.sentence(text)) if text else vector
        return Seen(vector, text, unit(unit(whole.features) + unit(middle.features)))

    def read(self, text: str) -> NDArray[np.float32]:
        """The unit vector (384,) of a text, in English or Chinese; that it is said of a photo says nothing."""
        return self._words.sentence(OF_A_PHOTO.sub("", glossed(text)) or text)


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


def _middle(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The square in the middle, as the classifier was trained to see."""
    height, width = pixels.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return pixels[top : top + side, left : left + side]
