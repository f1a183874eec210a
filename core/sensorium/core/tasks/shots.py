"""shot_boundary_detection: where a video cuts from one shot to the next."""

from __future__ import annotations

from sensorium.core.task import Task
from sensorium.core.values import TimeSpan, Video
from sensorium.core.values.base import Value


class ShotsInput(Value):
    video: Video


class ShotsOutput(Value):
    """`shots` tile the video; `cuts` are the instants between them, in seconds."""

    shots: tuple[TimeSpan, ...] = ()
    cuts: tuple[float, ...] = ()


SHOT_BOUNDARY_DETECTION = Task(
    "shot_boundary_detection", "Find where a video cuts from one shot to the next.", ShotsInput, ShotsOutput
)
