"""vision_language_action: what to do next, from what is seen and what was asked."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Example, Serves, Task, Within
from sensorium.core.values import ActionVector, Image, TimeSpan, Video
from sensorium.core.values.base import Value


class ControlInput(Value):
    """`state` is what the agent knows of itself by name: ``{"speed": 8.3}`` in the units of the model's card."""

    media: Image | Video
    instruction: str = Field(min_length=1, max_length=2_000, description="what the agent is to do")
    state: dict[str, float] = Field(default={}, description="the agent's own readings by name")
    within: Within = None


class Decision(Value):
    """What to do at one instant; `reasoning` leads from what is seen to the action, a step each.

    `state` is what to give with the next frame once the action is done: a policy remembers nothing by itself.
    """

    action: ActionVector
    reasoning: tuple[str, ...] = ()
    state: dict[str, float] = {}
    span: TimeSpan | None = None


class ControlOutput(Value):
    """`action`, `reasoning` and `state` are the last decision's; `decisions` has one for every frame judged."""

    action: ActionVector
    reasoning: tuple[str, ...] = ()
    state: dict[str, float] = {}
    text: str = Field(default="", description="the decision in a sentence")
    decisions: tuple[Decision, ...] = ()


VISION_LANGUAGE_ACTION = Task(
    "vision_language_action",
    "Decide what an agent does next from camera frames, an instruction and its state.",
    ControlInput,
    ControlOutput,
    serves=(Serves("act", {"text": "instruction"}),),
    examples=(Example({"en": "act: stop at the red light", "zh": "执行：遇红灯停车"}, {}),),
)
