"""shot_boundary_detection: where a video cuts from one shot to the next."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from sensorium.core.task import Located, Task
from sensorium.core.values import Evidence, Moment, TimeSpan, Video
from sensorium.core.values.base import Value

SHARP = 1 / 16
"""Seconds on either side of a cut that its moment takes: long enough to be an answer."""


class ShotsInput(Value):
    video: Video


class ShotsOutput(Located):
    """`shots` tile the video; `cuts` are the instants between them, in seconds; each is a moment too."""

    shots: tuple[TimeSpan, ...] = ()
    cuts: tuple[float, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _cuts_are_moments(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "moments" in given:
            return given
        return given | {"moments": tuple(_moment(cut) for cut in given.get("cuts", ()))}


def _moment(cut: float) -> Moment:
    span = TimeSpan(start=max(0.0, cut - SHARP), end=cut + SHARP)
    clause = f'call("{SHOT_BOUNDARY_DETECTION.name}")'
    seen = Evidence(clause=clause, text="the picture cuts to another shot", score=1.0, span=span)
    return Moment(span=span, score=1.0, label="cut", state="verified", evidence=(seen,))


SHOT_BOUNDARY_DETECTION = Task(
    "shot_boundary_detection", "Find where a video cuts from one shot to the next.", ShotsInput, ShotsOutput
)
