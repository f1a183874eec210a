"""google/siglip2-base-patch16-224, a dual tower whose scores stand each by itself (Tschannen et al. 2025)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, repo_files
from sensorium.plugins.retrieval.hub.towers import Embedding, Towers, Weighing

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "google/siglip2-base-patch16-224"
WEIGHTS = repo_files(
    REPO, "config.json", "model.safetensors", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"
)
RUNS_ON = (
    RunsOn("cuda", "bfloat16", bytes=780 << 20, bytes_each=16 << 20, max_batch=64),
    RunsOn("cpu", "float32", bytes=1560 << 20, bytes_each=16 << 20, max_batch=16),
)


class _Siglip(Towers):
    # Repositories of one resolution hold the first SigLIP's class; the text tower was trained on 64 tokens always.
    architecture = "SiglipModel"
    processor = "SiglipProcessor"
    padding = {"padding": "max_length", "max_length": 64}


def _card(name: str) -> Card:
    return Card(
        name,
        "1",
        "Apache-2.0",
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        repeats=1e-4,
        profile="hub",
        note=f"375 M parameters, many languages. {UNREAD}",
    )


class SiglipRetrieval(_Siglip, Weighing):
    """Each text's own probability, a sigmoid: they need not add up to 1, and all may be low."""

    card = _card("siglip2-base-patch16-224")

    def probabilities(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        model = self._towers.model
        scale, bias = float(model.logit_scale.float().exp()), float(model.logit_bias)
        return np.asarray(1.0 / (1.0 + np.exp(-(scale * cosines.astype(np.float64) + bias))))


class SiglipVectors(_Siglip, Embedding):
    """768 numbers a picture or text."""

    card = _card("siglip2-base-patch16-224-vectors")
