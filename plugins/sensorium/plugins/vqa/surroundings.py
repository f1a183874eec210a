"""vqa:surroundings: sky and grass, which no detector of things knows, by what their regions look like."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Task, Within
from sensorium.core.values import Box, Image, TimeSpan, Video
from sensorium.core.values.base import Value


class SurroundingsInput(Value):
    media: Image | Video
    within: Within = None


class Region(Value):
    """One stretch of `name` ("sky" or "grass"): its share of the picture, the box round it, how sure it is that it is
    one at all, and what of it has which colour, largest first."""

    name: str
    span: TimeSpan
    box: Box
    share: float = Field(ge=0, le=1)
    score: float = Field(ge=0, le=1)
    colours: tuple[tuple[str, float], ...] = ()


class SurroundingsOutput(Value):
    """At most one region of a name for each cell, in order of time."""

    regions: tuple[Region, ...] = ()


SURROUNDINGS = Task(
    "vqa:surroundings", "The sky and the grass of a picture or video, with their colours.",
    SurroundingsInput, SurroundingsOutput,
)  # fmt: skip
