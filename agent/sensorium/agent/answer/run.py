"""What came of asking about one medium."""

from __future__ import annotations

from typing import NamedTuple

from sensorium.agent.execute import Executed
from sensorium.agent.plan import Plan
from sensorium.core.errors import SensoriumError
from sensorium.core.values import Media


class Run(NamedTuple):
    """One medium, its plan, what came of it, and its place among those given."""

    medium: Media | None
    plan: Plan
    done: Executed
    at: int = 0


class Unusable(NamedTuple):
    """A medium that could not be searched: its place among those given, what it is called, and why."""

    at: int
    media: str
    error: SensoriumError
