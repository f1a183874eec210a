"""image_captioning: what a picture, or each shot of a video, shows."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Example, Serves, Task, Within
from sensorium.core.values import Image, TimeSpan, Video
from sensorium.core.values.base import Value


class CaptioningInput(Value):
    media: Image | Video
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$", description="ISO 639-1 code of the caption wanted")
    within: Within = None


class ShotCaption(Value):
    """A sentence about one shot."""

    span: TimeSpan
    text: str
    score: float = Field(ge=0, le=1, default=1.0)


class CaptioningOutput(Value):
    """`caption` is the whole in a sentence or two; `shots` has one sentence for each shot of a video, in order."""

    caption: str
    score: float = Field(ge=0, le=1, default=1.0)
    shots: tuple[ShotCaption, ...] = ()


IMAGE_CAPTIONING = Task(
    "image_captioning",
    "Describe in a sentence what a picture, or each shot of a video, shows.",
    CaptioningInput,
    CaptioningOutput,
    serves=(Serves("describe", {"to": "language"}),),
    examples=(Example({"en": "describe this picture", "zh": "描述这张图片"}, {}),),
)
