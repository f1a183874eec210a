"""image_captioning: what a picture, or each shot of a video, shows."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Example, Serves, Task, Within
from sensorium.core.values import Image, TimeSpan, Video
from sensorium.core.values.base import Value


class CaptioningInput(Value):
    media: Image | Video
    language: str = Field(default="en", max_length=35, description="language of the sentences, such as en or zh")
