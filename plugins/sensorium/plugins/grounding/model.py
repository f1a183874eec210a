"""The visual_grounding model: EfficientDet-Lite0 with colour, size, place and relation words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.content import content
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.grounding import VISUAL_GROUNDING, GroundingInput, GroundingOutput
from sensorium.plugins.grounding.answer import answer, restored
from sensorium.plugins.grounding.colour import COLOURS, box_colours
from sensorium.plugins.grounding.detector import PERSON, WEIGHTS, EfficientDet
from sensorium.plugins.grounding.labels import COCO90
from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.grounding.matching import DETECTED, Thing
from sensorium.plugins.grounding.phrase import parse
from sensorium.plugins.grounding.vocabulary import NOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEAST = 0.15


class Looked(NamedTuple):
    """A picture (height, width, 3) and where it lies in the fitted frame: x0, y0, x1, y1 as fractions."""

    picture: NDArray[np.uint8]
    rect: NDArray[np.float32]


class Sight(NamedTuple):
    """n things: boxes (n, 4) as fractions of the fitted frame, scores (n, 90), colours (n, 12)."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    colours: NDArray[np.float32]


class Grounding(WindowModel[GroundingInput, GroundingOutput, Looked, Sight]):
    """Knows the 80 things of COCO; other words of a phrase narrow them down or leave them candidates."""

    task = VISUAL_GROUNDING
    card = Card(
        "efficientdet-lite0-grounding",
        "1.1.1",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", bytes=40 << 20, bytes_each=4 << 20, max_batch=8),),
        weights=(WEIGHTS,),
        vocabulary=NOUNS,
        languages=("en",),
        measured={
            "voc100/recall@.4": 0.70,
            "voc100/precision@.4": 0.84,
            "voc100/mAP@[.5:.95]": 0.497,
            "voc100/mAP@.5": 0.730,
        },
        note="Small things are missed: the detector sees 320 x 320 pixels. Its scores were calibrated on these.",
    )
    sees = Sees(every=0.0, fps=1, size=(640, 640), fit="pad")

    def load(self, context: LoadContext) -> None:
        self._detector = EfficientDet(context.weights() / WEIGHTS.name, context.threads)

    def prepare(self, window: Window, given: GroundingInput) -> Looked:
        rows, columns = content(window)
        height, width = window.frames.shape[1:3]
        rect = [columns.start / width, rows.start / height, columns.stop / width, rows.stop / height]
        return Looked(np.ascontiguousarray(window.frames[0, rows, columns]), np.array(rect, np.float32))

    def forward(self, units: Sequence[Looked]) -> Sequence[Sight]:
        return [self._look(unit) for unit in units]

    def read(self, raw: Sight, window: Window, given: GroundingInput) -> GroundingOutput:
        phrase = parse(given.phrase)
        boxes = [restored(box, window) for box in raw.boxes]
        things = [
            Thing(_probable(scores), colours, np.zeros(1), np.array([(box.x0, box.y0, box.x1, box.y1)]))
            for box, scores, colours in zip(boxes, raw.scores, raw.colours, strict=True)
        ]
        return answer(phrase, things, boxes, window, given.phrase, self.card.name)

    def _look(self, unit: Looked) -> Sight:
        found = self._detector(unit.picture, LEAST)
        colours = [
            box_colours(unit.picture, box, clothed=int(scores.argmax()) == PERSON)
            for box, scores in zip(found.boxes, found.scores, strict=True)
        ]
        corner, size = np.tile(unit.rect[:2], 2), np.tile(unit.rect[2:] - unit.rect[:2], 2)
        return Sight(
            np.asarray(found.boxes * size + corner, np.float32),
            found.scores,
            np.asarray(colours, np.float32).reshape(-1, len(COLOURS)),
        )


def _probable(scores: NDArray[np.float32]) -> dict[int, float]:
    return {
        slot: logistic(float(score), *DETECTED) for slot, score in enumerate(scores) if COCO90[slot] and score >= LEAST
    }
