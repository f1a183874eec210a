"""Salesforce/blip-image-captioning-base (Li et al. 2022, arXiv 2201.12086)."""

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

REPO = "Salesforce/blip-image-captioning-base"
FILES = ("config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json")
WORDS, BEAMS = 20, 3


class BlipCaptioner(Captioner):
    """One sentence in English."""

    card = Card(
        "blip-image-captioning-base",
        "1",
        "BSD-3-Clause",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=560 << 20, bytes_each=80 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=1100 << 20, bytes_each=80 << 20, max_batch=8),
        ),
        weights=(*repo_files(REPO, *FILES), repo_weights(REPO)),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"224 M parameters. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("BlipForConditionalGeneration")
        self._processor = self._checkpoint.part("BlipProcessor")

    def describe(self, pictures: Sequence[NDArray[np.uint8]]) -> Sequence[Said]:
        made = self._processor.image_processor(images=pillow(pictures), return_tensors="pt")
        seen = self._checkpoint.tensors(made)
        return generated(self._model, seen, self._words, max_new_tokens=WORDS, num_beams=BEAMS)

    def _words(self, ids: object) -> list[str]:
        return list(self._processor.batch_decode(ids, skip_special_tokens=True))
