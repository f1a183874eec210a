"""Grounding DINO tiny (Liu et al. 2023, arXiv 2303.05499) and LLMDet large (Fu et al. 2025), which share a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, UNREAD, Checkpoint, repo_files
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.grounding.hub.seeking import Seeking, Sights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.model import LoadContext

FILES = (
    "config.json",
    "model.safetensors",
    "preprocessor_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
)
LEAST = 0.15
MOST = 60
CALIBRATION = (0.35, 0.06)
"""Middle and width of the logistic that makes a score a probability: the threshold of the repositories' examples."""


class DinoDetector:
    """All words are looked for in one pass: they go in as one text, and each box says which of its tokens it means."""

    def __init__(self, checkpoint: Checkpoint, architecture: str) -> None:
        self._checkpoint = checkpoint
        self._model = checkpoint.model(architecture)
        self._processor = checkpoint.part("GroundingDinoProcessor")

    def seek(self, pictures: Sequence[NDArray[np.uint8]], words: Sequence[tuple[str, ...]]) -> list[Sights]:
        """The boxes of RGB pictures of one size, each with its own words to look for."""
        made = self._processor(
            images=pillow(pictures), text=[list(sought) for sought in words], padding=True, return_tensors="pt"
        )
        told = self._model(**self._checkpoint.tensors(made))
        scores = told.logits.float().sigmoid().cpu().numpy()
        boxes = told.pred_boxes.float().cpu().numpy()
        stop = self._processor.tokenizer.convert_tokens_to_ids(".")
        return [
            _sights(box, score, spans(ids, stop, len(sought)))
            for box, score, ids, sought in zip(boxes, scores, made["input_ids"].tolist(), words, strict=True)
        ]


class Dino(Seeking):
    """A detector of this form behind the contract."""

    architecture: ClassVar[str]
    calibration = CALIBRATION

    def load(self, context: LoadContext) -> None:
        self._detector = DinoDetector(Checkpoint(context, self.card), self.architecture)

    def seek(self, pictures: Sequence[NDArray[np.uint8]], words: Sequence[tuple[str, ...]]) -> Sequence[Sights]:
        return self._detector.seek(pictures, words)


def spans(ids: Sequence[int], stop: int, count: int) -> list[slice]:
    """Where each of `count` words stands among the tokens: each ends with a full stop, after a start mark."""
    found: list[slice] = []
    start = 1
    for at, token in enumerate(ids):
        if token == stop and len(found) < count:
            found.append(slice(start, at))
            start = at + 1
    return found


def _sights(boxes: NDArray[np.float32], scores: NDArray[np.float32], words: Sequence[slice]) -> Sights:
    """The likeliest boxes; a word is as sure as its surest token."""
    table = np.stack([scores[:, span].max(axis=1, initial=0.0) for span in words], axis=1)
    best = np.argsort(-table.max(axis=1), kind="stable")[:MOST]
    best = best[table[best].max(axis=1) >= LEAST]
    return Sights(corners(boxes[best]), table[best])


def corners(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Boxes (n, 4) given by centre and size as x0, y0, x1, y1."""
    half = boxes[:, 2:] / 2
    return np.asarray(np.concatenate([boxes[:, :2] - half, boxes[:, :2] + half], axis=1), np.float32)


class GroundingDinoTiny(Dino):
    """Small and quick."""

    architecture = "GroundingDinoForObjectDetection"
    card = Card(
        "grounding-dino-tiny",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=720 << 20, bytes_each=700 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=720 << 20, bytes_each=700 << 20, max_batch=2),
        ),
        weights=repo_files("IDEA-Research/grounding-dino-tiny", *FILES),
        languages=("en",),
        repeats=2e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"172 M parameters; its scores are mapped to probabilities by its usual threshold, not by a fit. {UNREAD}",
    )


class LlmDetLarge(Dino):
    """LLMDet with a Swin-L backbone, trained with a language model's captions."""

    architecture = "MMGroundingDinoForObjectDetection"
    card = Card(
        "llmdet-large",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=1800 << 20, bytes_each=1400 << 20, max_batch=2),
            RunsOn("cpu", "float32", bytes=1800 << 20, bytes_each=1400 << 20, max_batch=2),
        ),
        weights=repo_files("iSEE-Laboratory/llmdet_large", *FILES),
        languages=("en",),
        repeats=2e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"About 0.4 B parameters; scores mapped by its usual threshold, not by a fit. {UNREAD}",
    )
