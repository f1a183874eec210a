"""optical_character_recognition: the writing in pictures."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Task, Within
from sensorium.core.values import Box, Image, TimeSpan, Video
from sensorium.core.values.base import Value


class ReadingInput(Value):
    media: Image | Video
    phrase: str = Field(default="", max_length=400, description="writing to look for; empty for all there is")
    within: Within = None


class TextLine(Value):
    """A line of writing; `span` is when it is seen, None in a picture."""

    text: str
    box: Box
    score: float = Field(ge=0, le=1)
    span: TimeSpan | None = None


class ReadingOutput(Located):
    """`lines` in reading order (and of time, in a video); `text` has a line of them each."""

    text: str = ""
    lines: tuple[TextLine, ...] = ()


OPTICAL_CHARACTER_RECOGNITION = Task(
    "optical_character_recognition",
    "Read the writing in a picture or video; find when some writing is seen.",
    ReadingInput,
    ReadingOutput,
    answers=(Answers("text", "phrase"),),
    examples=(
        Example({"en": "when is the word 'EXIT' visible", "zh": "什么时候画面上出现“EXIT”"}, {"phrase": "EXIT"}),
    ),
)
