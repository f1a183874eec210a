"""The readings an agent gives of itself, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sensorium.core.errors import BadInput


class Reading(NamedTuple):
    """A reading a policy takes, its bounds and its unit."""

    name: str
    low: float
    high: float
    unit: str


SPEED = Reading("speed", 0, 100, "metres a second")
TURNED = Reading("turned", -1000, 1000, "quarter turns since the last step ahead, right ones positive")


def reading(state: Mapping[str, float], known: Reading, policy: str) -> float | None:
    """The one reading a policy takes, None where it is not given; BadInput where another is, or it is out of bounds."""
    if unknown := sorted(set(state) - {known.name}):
        raise BadInput(
            f"{policy} knows no reading {unknown[0][:40]!r}", where="state", fix=f"it takes {known.name}: {known.unit}"
        )
    value = state.get(known.name)
    if value is not None and not known.low <= value <= known.high:
        raise BadInput(
            f"is {value}", where=f"state.{known.name}", fix=f"give {known.unit}, {known.low:g} to {known.high:g}"
        )
    return value
