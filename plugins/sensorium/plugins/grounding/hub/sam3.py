"""facebook/sam3, which finds all things a short noun phrase names (Carion et al. 2025, arXiv 2511.16719)."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    "merges.txt",
    "model.safetensors",
    "processor_config.json",
    "tokenizer_config.json",
    "vocab.json",
)
TOKENS = 32
LEAST, MOST = 0.1, 60


class Sam3Grounding(Seeking):
    """One phrase a pass. A mark tells first whether any such thing is there, and every box counts only so far."""

    # The middle is the threshold that its post-processing uses.
    calibration = (0.4, 0.08)
    card = Card(
        "sam3-grounding",
        "1",
        "LicenseRef-SAM",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=1800 << 20, bytes_each=900 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=3500 << 20, bytes_each=1800 << 20, max_batch=2),
        ),
        weights=repo_files("facebook/sam3", *FILES),
        languages=("en",),
        repeats=2e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"0.85 B parameters, gated (HF_TOKEN); scores mapped by its threshold, not by a fit. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("Sam3Model")
        self._pictures = self._checkpoint.part("Sam3ImageProcessor")
        self._tokenizer = self._checkpoint.part("CLIPTokenizer")

    def seek(self, pictures: Sequence[NDArray[np.uint8]], words: Sequence[tuple[str, ...]]) -> Sequence[Sights]:
        seen = self._pictures(images=pillow(pictures), return_tensors="pt")
        pixels = self._checkpoint.tensors({"pixel_values": seen["pixel_values"]})
        by_word = [self._one(pixels, texts) for texts in zip(*words, strict=True)]
        return [_joined([found[at] for found in by_word]) for at in range(len(pictures))]

    def _one(self, pixels: dict[str, object], texts: Sequence[str]) -> list[tuple[NDArray[np.float32], ...]]:
        """Boxes and scores of one phrase a picture."""
        read = self._tokenizer(
            list(texts), padding="max_length", truncation=True, max_length=TOKENS, return_tensors="pt"
        )
        told = self._model(**pixels, **self._checkpoint.tensors(read))
        scores = (told.pred_logits.float().sigmoid() * told.presence_logits.float().sigmoid()).cpu().numpy()
        return list(zip(told.pred_boxes.float().cpu().numpy(), scores, strict=True))


def _joined(found: Sequence[tuple[NDArray[np.float32], ...]]) -> Sights:
    """The likeliest boxes of every phrase, each scored for its own."""
    boxes, scores = [np.zeros((0, 4), np.float32)], [np.zeros((0, len(found)), np.float32)]
    for number, (placed, worth) in enumerate(found):
        best = np.argsort(-worth, kind="stable")[:MOST]
        best = best[worth[best] >= LEAST]
        table = np.zeros((len(best), len(found)), np.float32)
        table[:, number] = worth[best]
        boxes.append(placed[best])
        scores.append(table)
    return Sights(np.concatenate(boxes), np.concatenate(scores))
