"""track_events: what followed things do."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Task, Within
from sensorium.core.values import Track, Video
from sensorium.core.values.base import Value

Event = Literal[
    "turn", "turn left", "turn right", "stop", "start", "accelerate", "slow down",
    "approach", "leave", "enter", "cross", "wait",
]  # fmt: skip
EVENTS: tuple[Event, ...] = get_args(Event)


class EventsInput(Value):
    """`targets` are what is approached, left, entered or crossed; without them the frame or the camera is meant."""

    video: Video
    tracks: tuple[Track, ...]
    event: Event
    targets: tuple[Track, ...] | None = Field(default=None, description="tracks of the thing the event refers to")
    within: Within = None


TRACK_EVENTS = Task(
    "track_events",
    "Find when tracked things turn, stop, start, speed up, slow down, approach, leave, enter, cross or wait.",
    EventsInput,
    Located,
    answers=(Answers("event", "event"),),
    examples=(
        Example({"en": "when does the red car turn left", "zh": "红色汽车什么时候左转"}, {"event": "turn left"}),
        Example({"en": "when does the bus stop", "zh": "公交车什么时候停下"}, {"event": "stop"}),
    ),
)
