"""What open-vocabulary detectors share: the words go to the detector, geometry decides the rest of the phrase."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.checkpoints.pictures import WHOLE, whole
from sensorium.core.content import content
from sensorium.core.model import WindowModel
from sensorium.core.tasks.grounding import VISUAL_GROUNDING, GroundingInput, GroundingOutput
from sensorium.plugins.grounding.answer import answer, restored
from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.grounding.described import describe
from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.grounding.matching import Thing
from sensorium.plugins.grounding.suppression import overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sensorium.core.sees import Window

SAME = 0.7
"""Overlap from which two boxes for the same words are one thing's."""


class Sought(NamedTuple):
    """A picture (height, width, 3) RGB, what to look for in it, and where it lies in the fitted frame as fractions."""

    picture: NDArray[np.uint8]
    words: tuple[str, ...]
    rect: NDArray[np.float32]


class Sights(NamedTuple):
    """n boxes as fractions x0, y0, x1, y1, and how well each suits each of m words: (n, 4) and (n, m), 0..1."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]


class Seeking(WindowModel[GroundingInput, GroundingOutput, Sought, Sights]):
    """`calibration` is middle and width of the logistic that makes a detector's score a probability."""

    task = VISUAL_GROUNDING
    sees = WHOLE
    depends_on = ("phrase",)
    calibration: ClassVar[tuple[float, float]]

    def seek(self, pictures: Sequence[NDArray[np.uint8]], words: Sequence[tuple[str, ...]]) -> Sequence[Sights]:
        """The boxes of pictures of one size, each with as many words to look for; boxes as fractions of a picture."""
        raise NotImplementedError

    def prepare(self, window: Window, given: GroundingInput) -> Sought:
        rows, columns = content(window)
        height, width = window.frames.shape[1:3]
        rect = [columns.start / width, rows.start / height, columns.stop / width, rows.stop / height]
        return Sought(whole(window), describe(given.phrase).sought, np.array(rect, np.float32))

    def forward(self, units: Sequence[Sought]) -> Sequence[Sights]:
        order = sorted(range(len(units)), key=lambda at: len(units[at].words))
        found: dict[int, Sights] = {}
        for _, group in groupby(order, key=lambda at: len(units[at].words)):
            places = list(group)
            seen = self.seek([units[at].picture for at in places], [units[at].words for at in places])
            found |= {at: _framed(distinct(sights), units[at].rect) for at, sights in zip(places, seen, strict=True)}
        return [found[at] for at in range(len(units))]

    def read(self, raw: Sights, window: Window, given: GroundingInput) -> GroundingOutput:
        told = describe(given.phrase)
        boxes = [restored(box, window) for box in raw.boxes]
        colourless, instant = np.zeros(len(COLOURS), np.float32), np.zeros(1)
        things = [
            Thing(
                {word: logistic(float(score), *self.calibration) for word, score in zip(told.sought, row, strict=True)},
                colourless,
                instant,
                np.array([(box.x0, box.y0, box.x1, box.y1)]),
            )
            for box, row in zip(boxes, raw.scores, strict=True)
        ]
        return answer(told.phrase, things, boxes, window, given.phrase, self.card.name)


def distinct(sights: Sights) -> Sights:
    """The boxes best first, without those that repeat a better one: they would be counted twice."""
    order = np.argsort(-sights.scores.max(axis=1, initial=0.0), kind="stable")
    kept: list[int] = []
    for at in order:
        if not kept or float(overlaps(sights.boxes[at], sights.boxes[kept]).max()) < SAME:
            kept.append(int(at))
    return Sights(sights.boxes[kept], sights.scores[kept])


def _framed(sights: Sights, rect: NDArray[np.float32]) -> Sights:
    size = np.tile(rect[2:] - rect[:2], 2)
    boxes = np.clip(sights.boxes, 0.0, 1.0) * size + np.tile(rect[:2], 2)
    return Sights(np.asarray(boxes, np.float32), np.asarray(sights.scores, np.float32))
