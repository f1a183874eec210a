"""Sentence vectors of all-MiniLM-L6-v2: the mean of its token vectors, of unit length (Reimers & Gurevych 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sensorium.plugins.text_emotion.encoder import Encoder

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Sentences:
    """Opens the network when first asked, and remembers every vector: vocabularies are asked for again and again."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._encoder: Encoder | None = None
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (texts, 384)."""
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        if text not in self._known:
            if self._encoder is None:
                self._encoder = Encoder(self._folder / "model.onnx", self._folder / "tokenizer.json", self._threads)
            mean = self._encoder.encode(text).states.mean(axis=0)
            self._known[text] = np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)
        return self._known[text]
