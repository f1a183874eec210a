"""object_tracking: the things a phrase describes, each followed through time."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Task, Within
from sensorium.core.values import Track, Video
from sensorium.core.values.base import Value


class TrackingInput(Value):
    video: Video
    phrase: str = Field(min_length=1, max_length=400, description="noun phrase in English, such as 'red car'")
    within: Within = None


class TrackingOutput(Located):
    """One moment per track. Tracks of the right kind but the wrong attributes come as contradicted moments."""

    tracks: tuple[Track, ...] = ()


OBJECT_TRACKING = Task(
    "object_tracking",
    "Follow the things a phrase describes through a video.",
    TrackingInput,
    TrackingOutput,
    answers=(Answers("obj", "phrase"),),
    examples=(
        Example({"en": "when is a red car visible", "zh": "什么时候能看到红色汽车"}, {"phrase": "red car"}),
        Example({"en": "find the dog", "zh": "找出那只狗"}, {"phrase": "dog"}),
    ),
)
