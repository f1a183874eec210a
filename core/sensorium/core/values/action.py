"""What an agent does: named numbers with units and bounds."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from sensorium.core.values.base import Value


class ActionField(Value):
    """One number of an action: ``brake`` 0..1 of its ``share``, ``turn`` -180..180 ``degrees``."""

    name: str
    value: float
    low: float
    high: float
    unit: str = ""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.name} is {self.value:g}, outside {self.low:g}..{self.high:g}")
        return self


class ActionVector(Value):
    """What to do next; `label` names it where it is one of a known few: ``brake``, ``turn left``."""

    fields: tuple[ActionField, ...] = Field(min_length=1)
    label: str = ""
    score: float = Field(ge=0, le=1, default=1.0)

    @property
    def values(self) -> tuple[float, ...]:
        """The bare numbers, in order."""
        return tuple(field.value for field in self.fields)
