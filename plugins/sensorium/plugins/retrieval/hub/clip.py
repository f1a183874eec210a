"""openai/clip-vit-base-patch32, the article's dual tower (Radford et al. 2021, arXiv 2103.00020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import repo_files, repo_weights
from sensorium.plugins.retrieval.hub.towers import Embedding, Towers, Weighing

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "openai/clip-vit-base-patch32"
WEIGHTS = (
    *repo_files(REPO, "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"),
    repo_weights(REPO),
)
RUNS_ON = (
    RunsOn("cuda", "bfloat16", bytes=320 << 20, bytes_each=16 << 20, max_batch=64),
    RunsOn("cpu", "float32", bytes=640 << 20, bytes_each=16 << 20, max_batch=16),
)


class _Clip(Towers):
    architecture = "CLIPModel"
    processor = "CLIPProcessor"
    padding = {"padding": True}


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
        note="151 M parameters. Licence as its public repository states it; not read again here.",
    )


class ClipRetrieval(_Clip, Weighing):
    """Probabilities among the candidates: a softmax over the scaled cosines."""

    card = _card("clip-vit-base-patch32")

    def probabilities(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        logits = float(self._model.logit_scale.float().exp()) * cosines.astype(np.float64)
        weights = np.exp(logits - logits.max())
        return np.asarray(weights / weights.sum())


class ClipVectors(_Clip, Embedding):
    """512 numbers a picture or text."""

    card = _card("clip-vit-base-patch32-vectors")
