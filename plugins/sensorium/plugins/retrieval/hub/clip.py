"""openai/clip-vit-base-patch32, the article's dual tower (Radford et al. 2021, arXiv 2103.00020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, repo_files, repo_weights
from sensorium.plugins.retrieval.hub.towers import Embedding, Towers, Weighing

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "openai/clip-vit-base-patch32"
FILES = ("config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json")
WEIGHTS = (*repo_files(REPO, *FILES), repo_weights(REPO))
PADDING = {"padding": True}
RUNS_ON = (
    RunsOn("cuda", "bfloat16", bytes=320 << 20, bytes_each=16 << 20, max_batch=64),
    RunsOn("cpu", "float32", bytes=640 << 20, bytes_each=16 << 20, max_batch=16),
)


class _Clip(Towers):
    architecture = "CLIPModel"
    processor = "CLIPProcessor"
    padding = PADDING


def _card(name: str) -> Card:
    return Card(
        name,
        "1",
        "MIT",
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        languages=("en",),
        repeats=1e-4,
        profile="hub",
        note=f"151 M parameters. {UNREAD}",
    )


class ClipRetrieval(_Clip, Weighing):
    """Probabilities among the candidates: a softmax over the scaled cosines."""

    card = _card("clip-vit-base-patch32")

    def probabilities(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        return self._towers.shares(cosines)


class ClipVectors(_Clip, Embedding):
    """512 numbers a picture or text."""

    card = _card("clip-vit-base-patch32-vectors")
