"""Texts made into other texts: translation and summary."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Example, Serves, Task
from sensorium.core.values.base import Value


class TranslateInput(Value):
    text: str = Field(min_length=1, max_length=100_000, description="what to translate")
    to: str = Field(default="en", pattern=r"^[a-z]{2,3}$", description="ISO 639-1 code of the language wanted")
    source: str = Field(default="", description="ISO 639-1 code of the text's language; empty to tell from the text")


class TextOutput(Value):
    text: str


TRANSLATE_TEXT = Task(
    "translate_text",
    "Translate a text into another language.",
    TranslateInput,
    TextOutput,
    serves=(Serves("translate", {"text": "text", "to": "to"}, media=False),),
    examples=(
        Example({"en": "translate 'good morning' into Chinese", "zh": "把“good morning”翻译成中文"}, {"to": "zh"}),
    ),
)


class SummarizeInput(Value):
    text: str = Field(min_length=1, max_length=1_000_000, description="what to summarise")
    sentences: int = Field(default=3, ge=1, le=50, description="how long the summary shall be at most")
    language: str = Field(default="", description="ISO 639-1 code of the summary; empty for the text's own")


SUMMARIZE_TEXT = Task("summarize_text", "Summarise a text.", SummarizeInput, TextOutput)
