"""``sensorium train contrastive DIR``: linear heads over the embedded towers, tuned on a folder of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.errors import WeightsError
from sensorium.core.tasks.matching import IMAGE_TEXT_EMBEDDING
from sensorium.core.training import Outcome, Training, fit
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.retrieval.heads import Heads, Tuner, finding_loss, recall
from sensorium.plugins.retrieval.pairs import embedded, pairs
from sensorium.plugins.retrieval.seeing import WEIGHTS, Eye
from sensorium.plugins.text_emotion.encoder import WIDTH

if TYPE_CHECKING:
    from pathlib import Path

WATCHED, MEASURED = 0.15, 0.2
"""Shares of the pictures that are not learnt from."""


class ContrastiveTrainer:
    """Learns from some pictures, stops by others, measures on a third part before and after."""

    task = IMAGE_TEXT_EMBEDDING.name
    description = "how pictures and texts are matched, from a folder of pictures with captions in text files"

    def train(self, training: Training) -> Outcome:
        """Prepare, fit and measure; heads that do not help on the watched pictures are not kept."""
        found = pairs(training.folder)
        training.bind([file for pair in found for file in (pair.picture, pair.picture.with_suffix(".txt"))])
        made = embedded(training, Eye(_weights(training), training.settings.threads), found)
        learnt, watched, measured = (made.some(part) for part in split(len(made.pictures), training.plan.seed))
        heads = Heads(made.pictures.shape[1], WIDTH)
        before, untuned = recall(heads, measured), finding_loss(heads, watched)
        kept = fit(Tuner(heads, learnt, watched), training.plan, training.checkpoint, training.epoch)
        for name, value in heads.values.items():
            value[...] = kept[name]
        if finding_loss(heads, watched) >= untuned:
            training.warnings.append("tuning helped nothing on the watched pictures: the towers are left as they were")
            for value in heads.values.values():
                value[...] = 0.0
        after = recall(heads, measured)
        figures = {f"before/{name}": value for name, value in before.items()}
        figures |= {f"after/{name}": value for name, value in after.items()}
        parts = ", ".join(f"{len(part.pictures)}" for part in (learnt, watched, measured))
        return Outcome(
            dict(heads.values),
            (),
            figures,
            len(made.pictures),
            note=f"InfoNCE on linear heads; pictures learnt from, watched and measured on: {parts}.",
        )


def split(count: int, seed: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
    """Indices of the pictures to learn from, to watch and to measure on; the same for the same seed."""
    order = np.random.default_rng([seed, count]).permutation(count).astype(np.int64)
    measured, watched = round(MEASURED * count), round(WATCHED * count)
    return order[measured + watched :], order[measured : measured + watched], order[:measured]


def _weights(training: Training) -> Path:
    store = WeightStore.of(training.settings)
    if missing := store.missing(WEIGHTS):
        names = ", ".join(file.name for file in missing)
        raise WeightsError(f"missing: {names}", where="contrastive", fix="sensorium models pull conse-minilm")
    return store.folder(WEIGHTS)
