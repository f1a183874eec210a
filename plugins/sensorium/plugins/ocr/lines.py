"""What is written in a medium before anybody asked for anything in particular.

One model reads once for all phrases: the host keeps its raws per cell, so a second phrase costs no decode and no
network.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sensorium.core.task import Task, Within
from sensorium.core.values import Image, TimeSpan, Video
from sensorium.core.values.base import Value

Point = tuple[Annotated[float, Field(ge=0, le=1)], Annotated[float, Field(ge=0, le=1)]]


class LinesInput(Value):
    media: Image | Video
    within: Within = None


class SeenLine(Value):
    """A line during `span`, in which the picture stands still.

    `corners` are (x, y) as fractions of the upright picture, clockwise from the line's top left.
    """

    span: TimeSpan
    text: str
    score: float = Field(ge=0, le=1)
    corners: tuple[Point, Point, Point, Point]


class LinesOutput(Value):
    """Lines in order of time, those of one instant in reading order."""

    lines: tuple[SeenLine, ...] = ()


LINES = Task("ocr:lines", "The lines of writing at every second of a medium; what readers start from.",
             LinesInput, LinesOutput)  # fmt: skip
