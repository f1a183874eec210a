"""The HTML report: one file with the answer, a timeline of every clause, key frames with boxes, and the plan."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sensorium.agent.answer.schema import Answer, Row, Searched
from sensorium.agent.answer.words import clock
from sensorium.core.errors import SensoriumError
from sensorium.core.values import Box

WIDTH = 360
"""Pixels of a key frame."""
NEAR = 0.35
"""Seconds from a key frame within which a box is still drawn on it."""


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
    """One answered request."""

    answer: Answer
    scenes: tuple[Scene, ...]


def write_report(answers: Sequence[Answer], path: Path) -> None:
    """Write the report of one request or several; everything in it is inside the one file."""
    from jinja2 import Environment

    source = files("sensorium.agent.answer").joinpath("report.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clock"] = clock
    chapters = [
        Chapter(answer, tuple(_scene(row, answer.coverage.searched) for row in answer.moments)) for answer in answers
    ]
    path.write_text(environment.from_string(source).render(chapters=chapters), encoding="utf-8")


def _scene(row: Row, searched: Sequence[Searched]) -> Scene:
    medium = searched[row.media] if row.media < len(searched) else None
    if medium is None or not medium.picture:
        return Scene(row, ())
    length = row.end - row.start
    times = [row.start + length * share for share in ((0.5,) if length < 1 else (0.1, 0.5, 0.9))]
    return Scene(row, tuple(picture for time in times if (picture := _picture(row, medium.media, time))))


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
    found = []
    for piece in row.evidence:
        near = min(piece.boxes, key=lambda timed: abs(timed[0] - time), default=None)
        if near is not None and abs(near[0] - time) <= NEAR:
            found.append((*_percent(near[1]), piece.clause))
    return found


def _percent(box: Box) -> tuple[float, float, float, float]:
    return box.x0 * 100, box.y0 * 100, (box.x1 - box.x0) * 100, (box.y1 - box.y0) * 100
