"""temporal_action_detection: when something is done that motion events cannot say."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Task, Within
from sensorium.core.values import Video
from sensorium.core.values.base import Value


class ActionInput(Value):
    video: Video
    phrase: str = Field(min_length=1, max_length=400, description="what is done, such as 'person opens a door'")
    within: Within = None


TEMPORAL_ACTION_DETECTION = Task(
    "temporal_action_detection",
    "Find when an action takes place in a video.",
    ActionInput,
    Located,
    answers=(Answers("action", "phrase"),),
    examples=(Example({"en": "when does someone wave", "zh": "什么时候有人挥手"}, {}),),
)
