"""The trained head: emotion probabilities from token vectors and from words, mixed.

Eight learned queries each pool the token vectors by attention; with their mean they go through one hidden layer.
Beside that, a linear model reads hashed words and word pairs. The two are averaged in the log domain.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.values import Emotion
from sensorium.plugins.text_emotion.ngrams import buckets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

LABELS: tuple[Emotion, ...] = ("angry", "disgusted", "fearful", "happy", "neutral", "sad", "surprised")
"""The order of the head's outputs, which is GoEmotions' (Ekman grouping)."""
SCALE = 4.0
"""Token vectors are about 0.25 a dimension; the hidden layer likes them near 1."""


@dataclass
class Head:
    """Its arrays: queries (384, k); hidden ((k+1)*384, h); out (h, 7); words (BUCKETS, 7); biases; `mix`, `cooling`."""

    queries: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats
    words: Floats
    words_bias: Floats
    mix: float = 0.7
    cooling: float = 1.0

    def chances(self, states: Floats, text: str) -> dict[Emotion, float]:
        """Calibrated probabilities of the seven labels, summing to 1."""
        deep = log_softmax(self.deep(states))
        wide = log_softmax(self.wide(text))
        mixed = np.exp(log_softmax((deep + self.mix * wide) / (1 + self.mix) * self.cooling))
        return dict(zip(LABELS, map(float, mixed), strict=True))

    def deep(self, states: Floats) -> Floats:
        """Logits (7,) from the token vectors, shape (tokens, 384)."""
        scores = states @ self.queries
        weights = np.exp(scores - scores.max(axis=0))
        pooled = (weights / weights.sum(axis=0)).T @ states
        features = SCALE * np.concatenate([pooled.ravel(), states.mean(axis=0)])
        return np.asarray(np.maximum(features @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias)

    def wide(self, text: str) -> Floats:
        """Logits (7,) from the words."""
        found = buckets(text)
        total = self.words[found].sum(axis=0) / np.sqrt(max(len(found), 1))
        return np.asarray(total + self.words_bias, np.float32)

    def save(self, file: Path) -> None:
        """Write an npz of less than 1 MB: the two large matrices in 8 bits with a scale for each column."""
        arrays: dict[str, Any] = {"mix": np.float32(self.mix), "cooling": np.float32(self.cooling)}
        for name in ("hidden", "words"):
            matrix = getattr(self, name)
            scale = np.abs(matrix).max(axis=0) / 127 + 1e-12
            arrays[name] = np.round(matrix / scale).astype(np.int8)
            arrays[f"{name}_scale"] = scale.astype(np.float32)
        for name in ("queries", "hidden_bias", "out", "out_bias", "words_bias"):
            arrays[name] = np.asarray(getattr(self, name), np.float32)
        np.savez_compressed(file, **arrays)

    @classmethod
    def open(cls, file: Path) -> Head:
        """The head that `save` wrote."""
        with np.load(file, allow_pickle=False) as stored:
            arrays: dict[str, Any] = {name: stored[name] for name in stored.files}
        for name in ("hidden", "words"):
            arrays[name] = arrays[name].astype(np.float32) * arrays.pop(f"{name}_scale")
        for name in ("mix", "cooling"):
            arrays[name] = float(arrays[name])
        return cls(**arrays)


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    lowered = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(lowered - np.log(np.exp(lowered).sum(axis=-1, keepdims=True)))
