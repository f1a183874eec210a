"""The words a picture is described by: things of COCO with their colours, classes of ImageNet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.grounding.colour import COLOURS, likelihood
from sensorium.plugins.grounding.labels import COCO90, INDEX
from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.grounding.matching import DETECTED
from sensorium.plugins.retrieval.mobilenet import class_names
from sensorium.plugins.retrieval.scenes import CLASSES as SCENES

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 0.12
"""Raw detector score from which a label counts as evidence."""
NAMED = 0.3
"""Probability from which a thing is named."""
COLOURED = 0.5
CLASSES = 10
"""Likeliest classes of ImageNet that count as evidence ..."""
CLASS_NAMED, CLASSES_NAMED = 0.2, 3
"""... and the probability and number from which they are named."""
SCENE = 0.3
"""What all scenes together weigh."""


class Concept(NamedTuple):
    """A word and the strength of the evidence for it, 0..1."""

    word: str
    weight: float


def things(scores: NDArray[np.float32]) -> list[Concept]:
    """Each label of COCO with the probability that at least one of the boxes is one; `scores` (n, 90) are raw."""
    found = []
    for label, slot in INDEX.items():
        column = scores[:, slot]
        chances = [logistic(float(score), *DETECTED) for score in column[column >= LEAST]]
        if chances:
            found.append(Concept(label, float(1 - np.prod(1 - np.array(chances)))))
    return found


def classes(chances: NDArray[np.float32]) -> list[Concept]:
    """The likeliest classes of ImageNet, likeliest first."""
    best = np.argsort(-chances, kind="stable")[:CLASSES]
    return [Concept(class_names()[at], float(chances[at])) for at in best]


def scenes(chances: NDArray[np.float32]) -> list[Concept]:
    """The classes that are places, by their shares among each other: what stands in front takes nothing from them."""
    slots = [class_names().index(name) for name in SCENES]
    shares = chances[slots] / max(float(chances[slots].sum()), 1e-9)
    return [Concept(name, SCENE * float(share)) for name, share in zip(SCENES, shares, strict=True)]


def described(scores: NDArray[np.float32], colours: Sequence[NDArray[np.float32]], chances: NDArray[np.float32]) -> str:
    """What is seen in words: ``grey dog, chair, Labrador retriever``; empty where nothing is sure enough to name."""
    named = [word for box, shares in zip(scores, colours, strict=True) if (word := _thing(box, shares))]
    named += [concept.word for concept in classes(chances)[:CLASSES_NAMED] if concept.weight >= CLASS_NAMED]
    return ", ".join(dict.fromkeys(named))


def _thing(scores: NDArray[np.float32], shares: NDArray[np.float32]) -> str:
    slot = int(scores.argmax())
    if logistic(float(scores[slot]), *DETECTED) < NAMED:
        return ""
    chance, colour = max((likelihood(colour, shares), colour) for colour in COLOURS)
    label = COCO90[slot]
    if chance < COLOURED:
        return label
    return f"person in {colour}" if label == "person" else f"{colour} {label}"
