"""visual_grounding: which parts of a picture a phrase speaks of."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Task
from sensorium.core.values import Detection, Image
from sensorium.core.values.base import Value


class GroundingInput(Value):
    image: Image
    phrase: str = Field(
        min_length=1, max_length=400, description="noun phrase in English, such as 'red car on the left'"
    )


class GroundingOutput(Located):
    """`detections` are best first; those under the model's threshold are left out."""

    detections: tuple[Detection, ...] = ()


VISUAL_GROUNDING = Task(
    "visual_grounding",
    "Find the boxes of the things a phrase describes in a picture.",
    GroundingInput,
    GroundingOutput,
    answers=(Answers("obj", "phrase"),),
    examples=(
        Example(
            {"en": "where is the person in red on the left", "zh": "左侧穿红色衣服的人在哪里"},
            {"phrase": "person in red on the left"},
        ),
    ),
)
