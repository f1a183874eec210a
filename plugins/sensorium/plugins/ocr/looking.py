"""The model of ocr:lines: one picture a second, unchanged ones read once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.values import Box, TimeSpan
from sensorium.plugins.grounding.picture import content
from sensorium.plugins.ocr.lines import LINES, LinesInput, LinesOutput, SeenLine
from sensorium.plugins.ocr.order import in_reading_order
from sensorium.plugins.ocr.weights import LOCATOR, RECOGNISER, TURNING, WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.ocr.reader import Line, Reader

LARGEST = 1600
STILL_SIDE = 160
STILL = 14
"""Grey levels of 255 by which no spot of a 160 x 160 thumbnail may differ for a picture to be the same still."""


class Shown(NamedTuple):
    """The pictures (n, height, width, 3) of a cell, without padding and no larger than stored; `rect` is where they
    lie in the fitted frame: x0, y0, x1, y1 as fractions."""

    pictures: NDArray[np.uint8]
    rect: NDArray[np.float32]


class Written(NamedTuple):
    """Lines that stand from picture `first` to before picture `end`; corners (n, 4, 2) in the fitted frame."""

    first: int
    end: int
    corners: NDArray[np.float32]
    texts: tuple[str, ...]
    scores: tuple[float, ...]


class LineReading(WindowModel[LinesInput, LinesOutput, Shown, "tuple[Written, ...]"]):
    """PP-OCRv6 small: DB for where lines are, a classifier for which way up, CTC for what they say."""

    task = LINES
    card = Card(
        "pp-ocrv6-small-lines",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", "float32", bytes=220 << 20, bytes_each=320 << 20, max_batch=4),),
        weights=WEIGHTS,
        languages=("en", "zh"),
        repeats=1e-4,
        note="Columns are read row by row across; handwriting and letters under about ten pixels are often missed.",
    )
    sees = Sees(every=4.0, fps=1, size=(LARGEST, LARGEST), fit="pad")

    def load(self, context: LoadContext) -> None:
        from sensorium.plugins.ocr.reader import Reader

        folder = context.weights()
        files = folder / LOCATOR.name, folder / TURNING.name, folder / RECOGNISER.name
        self._reader: Reader = Reader(*files, context.threads)

    def prepare(self, window: Window, given: LinesInput) -> Shown:
        rows, columns = content(window)
        height, width = window.frames.shape[1:3]
        rect = [columns.start / width, rows.start / height, columns.stop / width, rows.stop / height]
        real = np.flatnonzero((window.times < window.span.end) | (np.arange(len(window.times)) == 0))
        pictures = [_as_stored(window.frames[at, rows, columns], window) for at in real]
        return Shown(np.stack(pictures), np.array(rect, np.float32))

    def forward(self, units: Sequence[Shown]) -> Sequence[tuple[Written, ...]]:
        return [tuple(self._written(unit)) for unit in units]

    def read(self, raw: tuple[Written, ...], window: Window, given: LinesInput) -> LinesOutput:
        lines = []
        for still in raw:
            start = window.times[still.first] if still.first else window.cell.start
            end = window.times[still.end] if still.end < len(window.times) else window.cell.end
            span = TimeSpan(start=float(start), end=float(max(start, min(end, window.cell.end))))
            for corners, text, score in zip(still.corners, still.texts, still.scores, strict=True):
                points = tuple(_restored(corner, window) for corner in corners)
                lines.append(SeenLine(span=span, text=text, score=score, corners=points))  # type: ignore[arg-type]
        return LinesOutput(lines=tuple(lines))

    def _written(self, unit: Shown) -> list[Written]:
        stills: list[Written] = []
        shown = None
        for at, picture in enumerate(unit.pictures):
            thumb = _thumbnail(picture)
            if shown is not None and int(np.abs(thumb - shown).max()) <= STILL:
                stills[-1] = stills[-1]._replace(end=at + 1)
                continue
            stills.append(_placed(in_reading_order(self._reader(picture)), unit.rect, at))
            shown = thumb
        return stills


def _placed(lines: Sequence[Line], rect: NDArray[np.float32], at: int) -> Written:
    corners = np.array([line.corners for line in lines], np.float32).reshape(-1, 4, 2)
    size = rect[2:] - rect[:2]
    return Written(
        at, at + 1, corners * size + rect[:2], tuple(line.text for line in lines), tuple(line.score for line in lines)
    )


def _as_stored(picture: NDArray[np.uint8], window: Window) -> NDArray[np.uint8]:
    """A picture no larger than it is stored: enlarging tells nothing more and costs the square."""
    import cv2

    stream = window.media.probe.video
    crop = window.media.crop
    wide = stream.width * (crop.x1 - crop.x0 if crop else 1.0) if stream else 0
    if not 0 < wide < picture.shape[1]:
        return picture
    size = (max(1, round(wide)), max(1, round(wide * picture.shape[0] / picture.shape[1])))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _thumbnail(picture: NDArray[np.uint8]) -> NDArray[np.int16]:
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (STILL_SIDE, STILL_SIDE), interpolation=cv2.INTER_AREA), np.int16)


def _restored(corner: NDArray[np.float32], window: Window) -> tuple[float, float]:
    x, y = (float(value) for value in np.clip(corner.astype(np.float64), 0.0, 1.0))
    there = window.restore(Box(x0=x, y0=y, x1=x, y1=y))
    return there.x0, there.y0
