"""From a row of features to calibrated probabilities: a linear classifier that knows what is strange to it.

`fitting` makes it, an .npz keeps it. Rows are standardised and clipped, so that no single number can shout; scores
are scaled and shifted per label to be probabilities on speakers it was not trained on; a row that lies farther from
the training voices than they lie from each other makes mass go to `unknown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.values import EMOTIONS, AffectScores

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLIP = 4.0
BRIEF = 0.1
"""So many seconds of voice leave half of the mass unknown, ten times as many a tenth."""


@dataclass(frozen=True)
class Head:
    """`mean`, `deviation` (features,); `weights` (features, 7); `bias` (7,); `strange` = (usual, spread) distances."""

    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    strange: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path) -> Head:
        """The head kept in `path`."""
        with np.load(path) as kept:
            return cls(**{name: kept[name].astype(np.float32) for name in kept.files})

    def save(self, path: Path) -> None:
        """Keep it; weights in 16 bits."""
        half = self.weights.astype(np.float16)
        np.savez_compressed(
            path, mean=self.mean, deviation=self.deviation, weights=half, bias=self.bias, strange=self.strange
        )

    def standard(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Rows of features (n, features), standardised, clipped and of unit expected length."""
        return standardised(rows, self.mean, self.deviation)

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, 7), each row summing to 1, in the order of EMOTIONS."""
        return softmax(self.standard(rows) @ self.weights + self.bias)

    def strangeness(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n,) 0..1: how sure it is that a row is no voice like those it has learnt."""
        usual, spread = self.strange
        farther = (distance(self.standard(rows)) - usual) / spread
        return np.asarray(1 / (1 + np.exp(-np.clip(farther, -30, 30))), np.float32)

    def scores(self, rows: NDArray[np.float32], seconds: Sequence[float]) -> AffectScores:
        """What the parts of one utterance say together; `seconds` is how long each of them is."""
        weights = np.asarray(seconds, np.float64) / np.sum(seconds)
        logs = weights @ np.log(self.probabilities(rows) + 1e-9)
        known = float(weights @ (1 - self.strangeness(rows)))
        known *= float(np.sum(seconds)) / (float(np.sum(seconds)) + BRIEF)
        shares = softmax(logs[None])[0] * known
        named = {label: round(float(share), 6) for label, share in zip(EMOTIONS, shares, strict=True)}
        return AffectScores(**named, unknown=round(max(0.0, 1 - sum(named.values())), 6))


def standardised(
    rows: NDArray[np.float32], mean: NDArray[np.float32], deviation: NDArray[np.float32]
) -> NDArray[np.float32]:
    """See `Head.standard`."""
    scaled = np.clip((rows - mean) / deviation, -CLIP, CLIP) / np.sqrt(np.float32(rows.shape[1]))
    return np.asarray(scaled, np.float32)


def distance(standard: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean square of standardised features; about 1 for a voice like those learnt."""
    return np.asarray((standard**2).sum(1), np.float32)


def softmax(scores: NDArray[np.floating]) -> NDArray[np.float32]:
    """Over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)
