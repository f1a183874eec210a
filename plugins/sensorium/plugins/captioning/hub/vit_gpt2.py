"""nlpconnect/vit-gpt2-image-captioning, the article's captioner: a ViT encoder and a GPT-2 decoder.

The pipeline it was called through is gone, and the one that follows it wants a processor this repository has not: the
classes are opened by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files, repo_weights
from sensorium.core.checkpoints.generation import Said, generated
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.captioning.hub.captioner import Captioner

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sensorium.core.model import LoadContext

REPO = "nlpconnect/vit-gpt2-image-captioning"
WORDS, BEAMS = 16, 4
"""Tokens at most and beams, as the repository's own example has them."""


class VitGpt2Captioner(Captioner):
    """One short sentence in English."""

    card = Card(
        "vit-gpt2-image-captioning",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=520 << 20, bytes_each=64 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=1040 << 20, bytes_each=64 << 20, max_batch=8),
        ),
        weights=(
            *repo_files(REPO, "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"),
            repo_weights(REPO),
        ),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"239 M parameters, COCO captions. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        # The decoder reads every patch of the encoder; its pooled output nobody does.
        self._model = self._checkpoint.model("VisionEncoderDecoderModel", unused=("encoder.pooler.",))
        self._pictures = self._checkpoint.part("ViTImageProcessor")
        self._tokenizer = self._checkpoint.part("AutoTokenizer")

    def describe(self, pictures: Sequence[NDArray[np.uint8]]) -> Sequence[Said]:
        made = self._pictures(images=pillow(pictures), return_tensors="pt")
        seen = {"pixel_values": self._checkpoint.tensors(made)["pixel_values"]}
        return generated(self._model, seen, self._words, max_new_tokens=WORDS, num_beams=BEAMS)

    def _words(self, ids: object) -> list[str]:
        return list(self._tokenizer.batch_decode(ids, skip_special_tokens=True))
