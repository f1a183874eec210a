"""The grid of media time: which cells there are, at which instants each is shown, which samples it hears.

All of it is arithmetic on (Sees, cell, duration), so that a cell is the same whoever asks for it and why.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.sees import Sees
from sensorium.core.values import Image, Media, TimeSpan

EPSILON = 1e-9


class Stretch(NamedTuple):
    """A run of sound samples: index of the first (below 0 before the medium's start), and how many."""

    first: int
    length: int


def cells(
    sees: Sees, duration: float, within: Sequence[TimeSpan] | None = None, part: TimeSpan | None = None
) -> list[TimeSpan]:
    """Cells of a medium of `duration` seconds, in order.

    Cell k is ``[k*every, (k+1)*every)``, cut at the medium's end. With `part` (a reference's span) the grid
    stays the file's and cells are cut to the part. With `within` only cells that meet one of its spans, uncut.
    """
    start, end = (0.0, duration) if part is None else (part.start, min(part.end, duration))
    if end <= start:
        return []
    if sees.every <= 0:
        whole = [TimeSpan(start=start, end=end)]
    else:
        first = math.floor(start / sees.every + EPSILON)
        last = max(first + 1, math.ceil(end / sees.every - EPSILON))
        edges = [start, *(k * sees.every for k in range(first + 1, last)), end]
        whole = [TimeSpan(start=a, end=b) for a, b in pairwise(edges)]
    return whole if within is None else _meeting(whole, within)


def cells_of(media: Media, sees: Sees, within: Sequence[TimeSpan] | None = None) -> list[TimeSpan]:
    """Cells of a reference; a still picture is one cell whatever the grid."""
    grid = sees._replace(every=0.0) if isinstance(media, Image) else sees
    return cells(grid, media.probe.duration, within, media.span)


def _meeting(whole: list[TimeSpan], within: Sequence[TimeSpan]) -> list[TimeSpan]:
    spans = sorted(within, key=lambda span: span.start)
    kept, at, reach = [], 0, 0.0
    for cell in whole:
        while at < len(spans) and spans[at].start < cell.end:
            reach = max(reach, spans[at].end)
            at += 1
        if reach > cell.start:
            kept.append(cell)
    return kept


def seen_span(sees: Sees, cell: TimeSpan, whole: TimeSpan) -> TimeSpan:
    """What is real of a cell with its context: cut to the part of the medium that is referred to."""
    start = max(whole.start, cell.start - sees.context)
    return TimeSpan(start=start, end=max(start, min(whole.end, cell.end + sees.context)))


def instants(sees: Sees, cell: TimeSpan) -> NDArray[np.float64]:
    """Times j/fps shown of a cell and its context, in seconds; outside the medium at its ends.

    Every cell of one Sees has the same number of them, the cut last one too; a cell too short to hold one is
    shown the latest instant at or before its beginning.
    """
    if sees.fps == 0:
        return np.empty(0)
    begin, seconds = _extent(sees, cell)
    exact = seconds * sees.fps
    if exact < 1 - EPSILON:
        return np.array([math.floor(begin * sees.fps + EPSILON) / sees.fps])
    first = math.ceil(begin * sees.fps - EPSILON)
    return (first + np.arange(math.ceil(exact - EPSILON))) / sees.fps


def samples(sees: Sees, cell: TimeSpan) -> Stretch:
    """Samples heard of a cell and its context, on the grid n/rate; as many in every cell of one Sees."""
    begin, seconds = _extent(sees, cell)
    return Stretch(round(begin * sees.sound), max(1, round(seconds * sees.sound)))


def _extent(sees: Sees, cell: TimeSpan) -> tuple[float, float]:
    """Beginning and length in seconds of the uncut cell with its context."""
    if sees.every <= 0:
        return cell.start - sees.context, cell.seconds + 2 * sees.context
    k = math.floor(cell.start / sees.every + EPSILON)
    return k * sees.every - sees.context, sees.every + 2 * sees.context
