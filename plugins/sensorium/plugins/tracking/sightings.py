"""What a detector and a corner tracker see of a video, before anybody asked for anything in particular.

One model looks once for all phrases and all events: the host keeps its raws per cell, so a second question about the
same video costs no decode and no detector. Cells are packed arrays because two hours of video have 115,000 instants.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from pydantic import ConfigDict

from sensorium.core.task import Task, Within
from sensorium.core.values import TimeSpan, Video
from sensorium.core.values.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

FPS: Literal[16] = 16
"""Instants a second at which the camera is followed; things are looked for at up to half of them."""

TOP = 3


class SightingsInput(Value):
    video: Video
    within: Within = None


class SightingsCell(Value):
    """The arrays of one cell, as `pack` wrote them."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    span: TimeSpan
    data: bytes


class SightingsOutput(Value):
    cells: tuple[SightingsCell, ...] = ()


SIGHTINGS = Task(
    "tracking:sightings",
    "Detections, their colours and the camera's motion at every instant of a video; what trackers start from.",
    SightingsInput,
    SightingsOutput,
)


class Seen(NamedTuple):
    """One cell. n instants, m sightings at some of them.

    times (n,) seconds; steps (n, 7) camera.Step into each instant; same (n,) the instant whose sightings hold, -1 where
    nobody looked; at (m,) index of the instant; boxes (m, 4) fractions of the upright picture; labels (m, TOP) slots of
    COCO90 and scores (m, TOP) theirs; colours (m, 12); aspect (1,) the picture's width over its height.
    """

    times: NDArray[np.float64]
    steps: NDArray[np.float32]
    same: NDArray[np.int32]
    at: NDArray[np.int32]
    boxes: NDArray[np.float32]
    labels: NDArray[np.uint8]
    scores: NDArray[np.float32]
    colours: NDArray[np.float16]
    aspect: NDArray[np.float32]


def pack(seen: Seen) -> bytes:
    """The arrays as bytes, without pickle."""
    buffer = io.BytesIO()
    np.savez(buffer, **seen._asdict(), allow_pickle=False)
    return buffer.getvalue()


def unpack(data: bytes) -> Seen:
    """The arrays back."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return Seen(**{name: arrays[name] for name in Seen._fields})


class Sighting(NamedTuple):
    """One thing at one instant."""

    time: float
    box: NDArray[np.float32]
    labels: dict[int, float]
    colours: NDArray[np.floating[Any]]


class Instant(NamedTuple):
    """One instant: the camera's step into it and, where it was looked at, what was seen."""

    time: float
    step: NDArray[np.float32]
    sightings: tuple[Sighting, ...] | None
    aspect: float


def instants(cells: Iterable[SightingsCell]) -> Iterator[Instant]:
    """The instants of cells in order of time."""
    for cell in cells:
        seen = unpack(cell.data)
        for index, time in enumerate(seen.times):
            found = None
            if seen.same[index] >= 0:
                rows = np.flatnonzero(seen.at == seen.same[index])
                found = tuple(_sighting(seen, int(row), float(time)) for row in rows)
            yield Instant(float(time), seen.steps[index], found, float(seen.aspect[0]))


def _sighting(seen: Seen, row: int, time: float) -> Sighting:
    labels = {
        int(slot): float(score) for slot, score in zip(seen.labels[row], seen.scores[row], strict=True) if score > 0.02
    }
    return Sighting(time, seen.boxes[row], labels, seen.colours[row])
