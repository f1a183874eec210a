"""The HTML report: one file with the answer, a timeline of every clause, key frames with boxes, and the plan."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sensorium.agent.answer.labels import Labels, labels_of
from sensorium.agent.answer.schema import Answer, Row, Searched
from sensorium.agent.answer.words import clock, place
from sensorium.core.errors import SensoriumError
from sensorium.core.values import Box

WIDTH = 360
"""Pixels of a key frame."""
NEAR = 0.35
"""Seconds from a thing's first or last box within which it is still drawn."""
SHARES = (0.1, 0.5, 0.9)


class Picture(NamedTuple):
    """A key frame as a data URL, its time, and the boxes on it: (left, top, width, height) in percent, and a name."""

    time: float
    url: str
    boxes: tuple[tuple[float, float, float, float, str], ...]


class Scene(NamedTuple):
    """A row of the answer with its pictures."""

    row: Row
    pictures: tuple[Picture, ...]


class Chapter(NamedTuple):
    """One answered request, and the words around it in its language."""

    answer: Answer
    says: Labels
    scenes: tuple[Scene, ...]


def write_report(answers: Sequence[Answer], path: Path) -> None:
    """Write the report of one request or several; everything in it is inside the one file."""
    from jinja2 import Environment

    source = files("sensorium.agent.answer").joinpath("report.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clock"] = clock
    environment.globals["place"] = place
    chapters = [
        Chapter(answer, labels_of(answer), tuple(_scene(row, answer.coverage.searched) for row in answer.moments))
        for answer in answers
    ]
    path.write_text(environment.from_string(source).render(chapters=chapters), encoding="utf-8")


def _scene(row: Row, searched: Sequence[Searched]) -> Scene:
    medium = searched[row.media] if row.media < len(searched) else None
    if medium is None or not medium.picture:
        return Scene(row, ())
    return Scene(row, tuple(picture for time in _times(row) if (picture := _picture(row, medium.media, time))))


def _times(row: Row) -> list[float]:
    """Key frames near the beginning, middle and end, at instants whose boxes are known where there are any."""
    length = row.end - row.start
    wanted = [row.start + length * share for share in ((0.5,) if length < 1 else SHARES)]
    known = [time for piece in row.evidence for time, _ in piece.boxes if row.start <= time < row.end]
    return sorted({min(known, key=lambda one: abs(one - time), default=time) for time in wanted})


def _picture(row: Row, media: str, time: float) -> Picture | None:
    """A key frame; None where the file is gone or cannot be read any more: a report is better than none."""
    from sensorium.core.media import frame_jpeg, open_media

    try:
        jpeg = frame_jpeg(open_media(media), time, WIDTH)
    except SensoriumError:
        return None
    url = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
    return Picture(time, url, tuple(_boxes(row, time)))


def _boxes(row: Row, time: float) -> list[tuple[float, float, float, float, str]]:
    """Where each thing of the evidence is at `time`, on the straight line between the boxes told of it."""
    paths: dict[str, dict[float, Box]] = {}
    for piece in row.evidence:
        paths.setdefault(piece.track or piece.clause, {}).update(piece.boxes)
    names = {piece.track or piece.clause: piece.clause for piece in row.evidence}
    return [
        (*_percent(path, time), names[thing])
        for thing, path in paths.items()
        if path and min(path) - NEAR <= time <= max(path) + NEAR
    ]


def _percent(path: dict[float, Box], time: float) -> tuple[float, float, float, float]:
    import numpy as np

    times = sorted(path)
    corners = np.array([(path[at].x0, path[at].y0, path[at].x1, path[at].y1) for at in times])
    left, top, right, bottom = (float(np.interp(time, times, side)) * 100 for side in corners.T)
    return left, top, right - left, bottom - top
