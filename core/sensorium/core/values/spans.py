"""Time."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from sensorium.core.values.base import Value


class TimeSpan(Value):
    """Half-open interval ``[start, end)`` in seconds from the container's start."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span ends before it starts: {self.start} > {self.end}")
        return self

    @property
    def seconds(self) -> float:
        return self.end - self.start

    def meets(self, other: TimeSpan) -> bool:
        """Whether the two share more than a point."""
        return self.start < other.end and other.start < self.end

    def cut(self, other: TimeSpan) -> TimeSpan | None:
        """The shared part, or None where there is none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return TimeSpan(start=start, end=end) if start < end else None

    def iou(self, other: TimeSpan) -> float:
        """Intersection over union, 0..1."""
        shared = max(0.0, min(self.end, other.end) - max(self.start, other.start))
        union = self.seconds + other.seconds - shared
        return shared / union if union > 0 else float(self == other)

    def __str__(self) -> str:
        return f"{self.start:.2f}-{self.end:.2f} s"
