"""Detectors of COCO's things that are transformers: RT-DETRv2 and D-FINE, in the place of EfficientDet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.checkpoints import Checkpoint
from sensorium.core.checkpoints.pictures import pillow
from sensorium.core.errors import WeightsError
from sensorium.plugins.grounding.detector import Found
from sensorium.plugins.grounding.labels import COCO90, INDEX, LABELS
from sensorium.plugins.grounding.matching import DETECTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.card import Card
    from sensorium.core.model import LoadContext

SLOTS = [INDEX[label] for label in LABELS]
OWN = (0.5, 0.1)
"""Middle and width of the logistic that makes these detectors' scores probabilities: their usual threshold, no fit."""


class TransformerDetector:
    """Called as EfficientDet is: a picture in, boxes and scores by slot of COCO90 out, on EfficientDet's scale.

    Trackers were tuned on that scale. Boxes come without duplicates: these detectors were trained to give one a thing.
    """

    def __init__(self, context: LoadContext, card: Card, architecture: str) -> None:
        self._checkpoint = Checkpoint(context, card)
        self._model = self._checkpoint.model(architecture)
        self._pictures = self._checkpoint.part("RTDetrImageProcessor")
        # Repositories name COCO's things differently (tvmonitor, sofa) and number them alike.
        if self._model.config.num_labels != len(LABELS):
            raise WeightsError(
                f"the checkpoint knows {self._model.config.num_labels} things, not the {len(LABELS)} of COCO",
                where=card.name,
                fix="use a checkpoint trained on COCO",
            )

    def __call__(self, picture: NDArray[np.uint8], least: float) -> Found:
        """Things in an RGB picture (height, width, 3), best first; guesses under `least` are dropped."""
        made = self._pictures(images=pillow([picture]), return_tensors="pt")
        told = self._model(**self._checkpoint.tensors(made))
        scores = _on_scale(told.logits[0].float().sigmoid().cpu().numpy())
        boxes = told.pred_boxes[0].float().cpu().numpy()
        best = np.argsort(-scores.max(axis=1), kind="stable")
        best = best[scores[best].max(axis=1) >= least]
        table = np.zeros((len(best), len(COCO90)), np.float32)
        table[:, SLOTS] = scores[best]
        half = boxes[best, 2:] / 2
        placed = np.concatenate([boxes[best, :2] - half, boxes[best, :2] + half], axis=1)
        return Found(np.asarray(np.clip(placed, 0.0, 1.0), np.float32), table)


def _on_scale(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores that are as probable on EfficientDet's scale as these are on their own."""
    moved = DETECTED[0] + (scores - OWN[0]) * (DETECTED[1] / OWN[1])
    return np.asarray(np.clip(moved, 0.0, 1.0), np.float32)
