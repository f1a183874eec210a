"""What the networks of the hub profile share: clips in, the probabilities of their own classes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.card import Card
from sensorium.core.errors import SensoriumError
from sensorium.core.model import WindowModel
from sensorium.core.sees import Window
from sensorium.plugins.action.snippets import SnippetsInput, SnippetsOutput, told
from sensorium.plugins.text_emotion.weights import MINILM

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOUR_BY_THREE = (340, 256)
"""Width and height of the frames shown: the short side the networks were trained from, and no wider than most films."""


def detector_card(card: Card, note: str) -> Card:
    """The card of a detector over the network of `card`: it names actions by sentence vectors too."""
    return replace(
        card,
        name=card.name.removesuffix("-snippets"),
        weights=(*card.weights, *MINILM),
        languages=("en",),
        repeats=1e-3,
        note=note,
    )


class Judged(NamedTuple):
    """A clip's class probabilities, shape (classes,), and the classes' names, one a line."""

    scores: NDArray[np.float32]
    labels: str


class Network(WindowModel[SnippetsInput, SnippetsOutput, "NDArray[np.uint8]", Judged]):
    """A classifier of clips; `logits` is the one thing they differ in."""

    def prepare(self, window: Window, given: SnippetsInput) -> NDArray[np.uint8]:
        """RGB frames, shape (frames, height, width, 3)."""
        return np.ascontiguousarray(window.frames)

    def forward(self, units: Sequence[NDArray[np.uint8]]) -> Sequence[Judged | SensoriumError]:
        """Softmax of the logits, clip by clip."""
        shares = self.logits(units).float().softmax(-1).cpu().numpy()
        return [Judged(np.asarray(row, np.float32), self.labels()) for row in shares]

    def read(self, raw: Judged, window: Window, given: SnippetsInput) -> SnippetsOutput:
        """The cell's scores."""
        return told(raw.scores, window.cell, raw.labels.split("\n"))

    def logits(self, clips: Sequence[NDArray[np.uint8]]) -> Any:
        """A tensor of shape (clips, classes)."""
        raise NotImplementedError

    def labels(self) -> str:
        """The classes' names, one a line, in the order of the logits."""
        raise NotImplementedError
