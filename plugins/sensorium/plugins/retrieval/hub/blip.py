"""Salesforce/blip-itm-base-coco (Li et al. 2022, arXiv 2201.12086): its head that tells fitting pairs from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files, repo_weights
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.captioning.hub.blip import FILES
from sensorium.plugins.retrieval.hub.matching import Matching, Pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.model import LoadContext

REPO = "Salesforce/blip-itm-base-coco"
WORDS = 35


class BlipMatching(Matching):
    """The probability of a fitting pair, which the head was trained for."""

    card = Card(
        "blip-itm-base-coco",
        "1",
        "BSD-3-Clause",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=520 << 20, bytes_each=80 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=1040 << 20, bytes_each=80 << 20, max_batch=8),
        ),
        weights=(*repo_files(REPO, *FILES), repo_weights(REPO)),
        languages=("en",),
        repeats=1e-4,
        profile="hub",
        note=f"224 M parameters. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("BlipForImageTextRetrieval")
        self._processor = self._checkpoint.part("BlipProcessor")

    def probabilities(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        made = self._processor(
            images=pillow([pair.picture for pair in pairs]),
            text=[pair.text for pair in pairs],
            padding=True,
            truncation=True,
            max_length=WORDS,
            return_tensors="pt",
        )
        told = self._model(**self._checkpoint.tensors(made), use_itm_head=True).itm_score
        return np.asarray(told.float().softmax(dim=-1)[:, 1].cpu().numpy(), np.float32)
