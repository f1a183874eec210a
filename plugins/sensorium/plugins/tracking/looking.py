"""The model behind the sightings: EfficientDet-Lite0 where something changed, corners at every instant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.content import content
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.plugins.grounding.answer import restored
from sensorium.plugins.grounding.colour import COLOURS, box_colours
from sensorium.plugins.grounding.detector import PERSON, WEIGHTS, EfficientDet
from sensorium.plugins.grounding.labels import COCO90, LABELS
from sensorium.plugins.tracking.camera import RESTING, WIDTH, Pairs, Step, fit, follow, outside, reduce
from sensorium.plugins.tracking.sightings import (
    FPS,
    SIGHTINGS,
    TOP,
    Seen,
    SightingsCell,
    SightingsInput,
    SightingsOutput,
    pack,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEAST = 0.15
STILL = 1.5
EASY = 0.8
NEAR = 0.015
"""Widths moved in an eighth of a second up to which corners are followed over two steps at once."""

SWEEP = 0.25
"""Widths a second the picture must move for looks to be doubled."""

BRIEF = 6.0
"""Seconds up to which a film is looked at eight times a second throughout: it costs little and has little to tell."""

MOST = 14
EVERY = FPS // 4
HALF = FPS // 8


class Look(NamedTuple):
    """One cell made ready: pictures of the instants to look at, and the camera's corners between all of them.

    times (n,); pictures (k, height, width, 3) RGB, which (k,) their instants; same (n,) the instant that shows the
    same sight, -1 where nobody looked; rect (4,) where the pictures lay in the fitted frame, as fractions; pairs[i]
    leads into instant i.
    """

    times: NDArray[np.float64]
    pictures: NDArray[np.uint8]
    which: NDArray[np.int32]
    same: NDArray[np.int32]
    rect: NDArray[np.float32]
    pairs: tuple[Pairs, ...]


class Looking(WindowModel[SightingsInput, SightingsOutput, Look, Seen]):
    """Looks four times a second, eight in sweeps and brief films, not again while nothing changes."""

    task = SIGHTINGS
    card = Card(
        name="efficientdet-lite0-sightings",
        version="2",
        licence="Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", bytes=40_000_000, bytes_each=40_000_000, max_batch=2),),
        weights=(WEIGHTS,),
        vocabulary=LABELS,
        note="EfficientDet-Lite0 on COCO; camera by Lucas-Kanade corners.",
    )
    sees = Sees(every=1.0, context=1.0 / FPS, fps=FPS, size=(512, 384), fit="pad")

    def load(self, context: LoadContext) -> None:
        self._detector = EfficientDet(context.weights() / WEIGHTS.name, context.threads)

    def prepare(self, window: Window, given: SightingsInput) -> Look:
        rows, columns = content(window)
        height, width = window.frames.shape[1:3]
        frames = window.frames[:, rows, columns]
        own = np.flatnonzero((window.times >= window.cell.start) & (window.times < window.cell.end))
        first = max(int(own[0]), 1) if len(own) else 1
        shown = [max(first - 1, 0), *(int(index) for index in own)]
        greys = [reduce(frames[index]) for index in shown]
        pairs = chain(greys)
        sweep = 0.0 if window.media.probe.duration <= BRIEF else SWEEP
        same = worth_looking(greys[1:], [shift(step) for step in pairs], sweep)
        which = np.unique(same[same >= 0])
        return Look(
            window.times[own],
            np.ascontiguousarray(frames[[shown[index + 1] for index in which]]),
            which,
            same,
            np.array(
                [columns.start / width, rows.start / height, columns.stop / width, rows.stop / height], np.float32
            ),
            pairs,
        )

    def forward(self, units: Sequence[Look]) -> Sequence[Seen]:
        return [self._see(unit) for unit in units]

    def read(self, raw: Seen, window: Window, given: SightingsInput) -> SightingsOutput:
        boxes = raw.boxes.copy()
        for row, placed in enumerate(raw.boxes):
            box = restored(placed, window)
            boxes[row] = (box.x0, box.y0, box.x1, box.y1)
        return SightingsOutput(cells=(SightingsCell(span=window.cell, data=pack(raw._replace(boxes=boxes))),))

    def _see(self, look: Look) -> Seen:
        height, width = look.pictures.shape[1:3]
        at, boxes, scores, colours = [], [], [], []
        for index, picture in zip(look.which, look.pictures, strict=True):
            found = self._detector(picture, LEAST)
            for box, labels in zip(found.boxes[:MOST], found.scores[:MOST], strict=True):
                at.append(int(index))
                boxes.append(box)
                scores.append(labels)
                colours.append(box_colours(picture, box, clothed=int(labels.argmax()) == PERSON))
        table = np.asarray(scores, np.float32).reshape(-1, len(COCO90))
        best = np.argsort(-table, axis=1, kind="stable")[:, :TOP]
        placed = np.asarray(boxes, np.float32).reshape(-1, 4)
        where = np.asarray(at, np.int32)
        return Seen(
            times=look.times,
            steps=self._steps(look, where, placed, height / width),
            same=look.same,
            at=where,
            boxes=np.asarray(
                placed * np.tile(look.rect[2:] - look.rect[:2], 2) + np.tile(look.rect[:2], 2), np.float32
            ),
            labels=best.astype(np.uint8),
            scores=np.take_along_axis(table, best, axis=1),
            colours=np.asarray(colours, np.float16).reshape(-1, len(COLOURS)),
            aspect=np.asarray([width / height], np.float32),
        )

    @staticmethod
    def _steps(look: Look, at: NDArray[np.int32], boxes: NDArray[np.float32], tall: float) -> NDArray[np.float32]:
        steps = np.zeros((len(look.times), len(Step._fields)), np.float32)
        for index, pairs in enumerate(look.pairs):
            earlier = look.which[look.which <= max(index - 1, 0)]
            near = boxes[at == (earlier[-1] if len(earlier) else -1)]
            centred = (near - 0.5) * np.array([1.0, tall, 1.0, tall], np.float32)
            steps[index] = fit(outside(pairs, centred))
        return steps


def chain(greys: Sequence[NDArray[np.uint8]]) -> tuple[Pairs, ...]:
    """The corners' ways into each reduced picture but the first.

    Two steps are taken at once, the first of them standing still, unless the picture moves so far that corners would
    be lost.
    """
    pairs: list[Pairs] = []
    guess = np.zeros(2)
    while len(pairs) < len(greys) - 1:
        at = len(pairs)
        stride = 2 if at + 2 < len(greys) else 1
        step = follow(greys[at], greys[at + stride], stride * guess)
        if stride == 2 and (step.kept < EASY or shift(step) > NEAR):
            step, stride = follow(greys[at], greys[at + 1], guess), 1
        pairs += [RESTING] * (stride - 1) + [step]
        if step.kept > 0.3:
            guess = np.median(step.after - step.before, axis=0).astype(np.float64) * WIDTH / stride
    return tuple(pairs)


def shift(pairs: Pairs) -> float:
    """How far the picture moved as a whole, in widths."""
    if not len(pairs.before):
        return 0.0
    return float(np.hypot(*np.median(pairs.after - pairs.before, axis=0)))


def worth_looking(
    greys: Sequence[NDArray[np.uint8]], shifts: Sequence[float], sweep: float = SWEEP
) -> NDArray[np.int32]:
    """For each instant of a cell the instant to look at for it, -1 for none.

    Every fourth instant is looked at, or stands for the last look where nothing changed since; every second too
    while the camera sweeps by `sweep` widths a second or more: there things cross the picture between looks.
    `shifts` (n,) lead into the instants.
    """
    same = np.full(len(greys), -1, np.int32)
    same[0] = last = 0
    for index in range(HALF, len(greys), HALF):
        if index % EVERY:
            swept = sum(shifts[max(0, index - EVERY + 1) : index + 1])
            if swept < sweep * EVERY / FPS:
                continue
            last = index
        elif block_changes(greys[last], greys[index]).max() > STILL:
            last = index
        same[index] = last
    return same


def block_changes(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Mean grey difference of each of 9 x 12 blocks, in grey levels."""
    apart = np.abs(before.astype(np.int16) - after.astype(np.int16))
    high, wide = max(1, apart.shape[0] // 9), max(1, apart.shape[1] // 12)
    whole = apart[: high * (apart.shape[0] // high), : wide * (apart.shape[1] // wide)]
    blocks = whole.reshape(whole.shape[0] // high, high, whole.shape[1] // wide, wide)
    return np.asarray(blocks.mean(axis=(1, 3)))
