"""What happens while a request is answered, as a stream of typed events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from sensorium.core.errors import ErrorInfo
from sensorium.core.values import Provenance
from sensorium.core.values.base import Value


class Understood(Value):
    """The request has become a query; `by` is rules or a model's name."""

    kind: Literal["understood"] = "understood"
    query: str
    by: str
    seconds: float


class Planned(Value):
    """The query has become a plan."""

    kind: Literal["planned"] = "planned"
    tasks: tuple[str, ...]
    estimated_seconds: float


class StepStarted(Value):
    kind: Literal["step_started"] = "step_started"
    step: str
    task: str
    model: str
    live_seconds: float | None = None


class StepProgress(Value):
    """The fraction done, 0..1."""

    kind: Literal["step_progress"] = "step_progress"
    step: str
    done: float
    note: str = ""


class StepFinished(Value):
    kind: Literal["step_finished"] = "step_finished"
    step: str
    seconds: float
    rows: int
    provenance: Provenance


class StepSkipped(Value):
    """Nothing of the medium was alive any more."""

    kind: Literal["step_skipped"] = "step_skipped"
    step: str


class StepFailed(Value):
    kind: Literal["step_failed"] = "step_failed"
    step: str
    error: ErrorInfo


Event = Understood | Planned | StepStarted | StepProgress | StepFinished | StepSkipped | StepFailed
Observer = Callable[[Event], None]


def nobody(event: Event) -> None:
    """The observer of who does not look."""
