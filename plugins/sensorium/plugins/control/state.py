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
TURNED = Reading("turned", -1e6, 1e6, "quarter turns since the last step ahead, right ones positive")
STEPS = Reading("steps", 0, 1e6, "actions done so far")


def readings(state: Mapping[str, float], known: tuple[Reading, ...], policy: str) -> Mapping[str, float]:
    """The state, where all of it is known to the policy and within bounds; BadInput where not."""
    by_name = {each.name: each for each in known}
    if unknown := sorted(set(state) - set(by_name)):
        takes = "; ".join(f"{each.name}: {each.unit}" for each in known)
        raise BadInput(f"{policy} knows no reading {unknown[0][:40]!r}", where="state", fix=f"it takes {takes}")
    for name, value in state.items():
        _, low, high, unit = by_name[name]
        if not low <= value <= high:
            raise BadInput(f"is {value}", where=f"state.{name}", fix=f"give {unit}, {low:g} to {high:g}")
    return state
