"""google/owlv2-base-patch16-ensemble (Minderer et al. 2023, arXiv 2306.09683)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.grounding.hub.dino import corners
from sensorium.plugins.grounding.hub.seeking import Seeking, Sights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.model import LoadContext

REPO = "google/owlv2-base-patch16-ensemble"
FILES = (
    "config.json",
    "merges.txt",
    "model.safetensors",
    "preprocessor_config.json",
    "tokenizer_config.json",
    "vocab.json",
)
TOKENS = 16
"""The text tower was trained on texts of this length."""
LEAST, MOST = 0.05, 60


class Owlv2Grounding(Seeking):
    """A box from every patch, scored against every word."""

    # Its scores are low by nature: the middle is the threshold that its examples use.
    calibration = (0.2, 0.05)
    card = Card(
        "owlv2-base-patch16-ensemble",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=340 << 20, bytes_each=200 << 20, max_batch=8),
            RunsOn("cpu", "float32", bytes=660 << 20, bytes_each=400 << 20, max_batch=2),
        ),
        weights=repo_files(REPO, *FILES),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"155 M parameters; scores mapped by its usual threshold, not by a fit. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("Owlv2ForObjectDetection")
        self._pictures = self._checkpoint.part("Owlv2ImageProcessor")
        self._tokenizer = self._checkpoint.part("CLIPTokenizer")

    def seek(self, pictures: Sequence[NDArray[np.uint8]], words: Sequence[tuple[str, ...]]) -> Sequence[Sights]:
        seen = self._pictures(images=pillow(pictures), return_tensors="pt")
        texts = [f"a photo of a {word}" for sought in words for word in sought]
        read = self._tokenizer(texts, padding="max_length", truncation=True, max_length=TOKENS, return_tensors="pt")
        told = self._model(**self._checkpoint.tensors({**read, **seen}))
        scores = told.logits.float().sigmoid().cpu().numpy()
        boxes = told.pred_boxes.float().cpu().numpy()
        return [
            _sights(box, score, picture.shape[1::-1])
            for box, score, picture in zip(boxes, scores, pictures, strict=True)
        ]


def _sights(boxes: NDArray[np.float32], scores: NDArray[np.float32], size: tuple[int, ...]) -> Sights:
    """The likeliest boxes; they lie in a square that the picture, of (width, height), fills from the top left."""
    best = np.argsort(-scores.max(axis=1), kind="stable")[:MOST]
    best = best[scores[best].max(axis=1) >= LEAST]
    stretch = max(size) / np.array([*size, *size], np.float32)
    return Sights(np.asarray(corners(boxes[best]) * stretch, np.float32), scores[best])
