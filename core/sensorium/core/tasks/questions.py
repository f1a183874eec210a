"""visual_question_answering: a question about a picture or a video, answered in words."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Example, Located, Serves, Task, Within
from sensorium.core.values import Image, Video
from sensorium.core.values.base import Value


class QuestionInput(Value):
    media: Image | Video
    question: str = Field(min_length=1, max_length=2_000, description="the question, in English or Chinese")
    within: Within = None


class Guess(Value):
    """One possible answer and its probability."""

    text: str
    score: float = Field(ge=0, le=1)


class QuestionOutput(Located):
    """`answer` is in the language of the question; `guesses` are the likeliest answers, best first.

    `moments` are what the answer rests on, with boxes and times.
    """

    answer: str
    score: float = Field(ge=0, le=1, default=1.0)
    guesses: tuple[Guess, ...] = ()


VISUAL_QUESTION_ANSWERING = Task(
    "visual_question_answering",
    "Answer a question about what a picture or video shows.",
    QuestionInput,
    QuestionOutput,
    serves=(Serves("answer", {"text": "question"}),),
    examples=(
        Example(
            {"en": "what colour is the sky in the picture", "zh": "图中天空是什么颜色"},
            {},
        ),
    ),
)
