"""Space: boxes in the upright, square-pixel picture, as fractions of its width and height."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from sensorium.core.values.base import Value
from sensorium.core.values.spans import TimeSpan


class Box(Value):
    """Axis-aligned box, 0..1, corners ``(x0, y0)`` top left and ``(x1, y1)`` bottom right."""

    x0: float = Field(ge=0, le=1)
    y0: float = Field(ge=0, le=1)
    x1: float = Field(ge=0, le=1)
    y1: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError("a box's second corner lies before its first")
        return self

    @property
    def area(self) -> float:
        return (self.x1 - self.x0) * (self.y1 - self.y0)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def iou(self, other: Box) -> float:
        """Intersection over union, 0..1."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        shared = max(0.0, width) * max(0.0, height)
        union = self.area + other.area - shared
        return shared / union if union > 0 else 0.0


class Detection(Value):
    """One thing seen in one picture."""

    box: Box
    label: str
    score: float = Field(ge=0, le=1)


class TimedBox(Value):
    """Where a thing was at one instant; `time` in seconds of media time."""

    time: float = Field(ge=0)
    box: Box
    score: float = Field(ge=0, le=1, default=1.0)


class Track(Value):
    """One and the same thing followed through time; `path` is ordered by time and not empty.

    `score` is the calibrated probability that the thing is what was asked for (label and attributes);
    `span` is when it is visible, which may reach half a sampling step beyond the first and last box.
    """

    id: str
    label: str
    score: float = Field(ge=0, le=1)
    span: TimeSpan
    path: tuple[TimedBox, ...] = Field(min_length=1)
