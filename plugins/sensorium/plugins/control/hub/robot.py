"""The robot a policy drives: names, units and bounds of its numbers, and the statistics its policy was trained with.

A policy's outputs are numbers about zero. What they mean is a matter of the robot whose recordings it was tuned on, and
is told in the settings, ``[plugins.sensorium]``; without that there is no action to speak of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from pydantic import BaseModel, Field, model_validator

from sensorium.core.errors import BadInput
from sensorium.core.values import ActionField, ActionVector

if TYPE_CHECKING:
    from numpy.typing import NDArray

EPSILON = 1e-8


class Number(BaseModel):
    """One number: its mean and standard deviation over the recordings, and for actions its bounds."""

    name: str
    mean: float = 0.0
    deviation: float = Field(default=1.0, gt=0)
    low: float = -1.0
    high: float = 1.0
    unit: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"{self.name} has no room between {self.low:g} and {self.high:g}")
        return self


class Robot(BaseModel):
    """The numbers a robot knows of itself, and those it acts by, in the order of the policy."""

    robot_state: tuple[Number, ...] = ()
    robot_actions: tuple[Number, ...] = ()


class Controls(Robot):
    """The settings of this family: the robot, and the file of a policy of one's own."""

    fusion_policy: Path | None = None


def normalised(state: Mapping[str, float], numbers: Sequence[Number], size: int) -> NDArray[np.float32]:
    """The state as the policy knows it, padded with zeros to `size`; BadInput where a reading is missing or unknown."""
    if odd := sorted(set(state) ^ {number.name for number in numbers}):
        raise BadInput(
            f"the robot's state is {', '.join(n.name for n in numbers) or 'nothing'}; {', '.join(odd)} differ",
            where="state",
            fix="give each reading by its name, and no others",
        )
    values = [(state[number.name] - number.mean) / (number.deviation + EPSILON) for number in numbers]
    return np.asarray(values + [0.0] * (size - len(values)), np.float32)


def action(values: NDArray[np.float32], numbers: Sequence[Number]) -> ActionVector:
    """A policy's output in the robot's units, kept within its bounds."""
    fields = []
    for value, number in zip(values, numbers, strict=False):
        told = float(value) * number.deviation + number.mean
        bounded = min(max(told, number.low), number.high)
        fields.append(ActionField(name=number.name, value=bounded, low=number.low, high=number.high, unit=number.unit))
    return ActionVector(fields=tuple(fields))
