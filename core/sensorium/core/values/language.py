"""Speech written down."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.values.base import Value
from sensorium.core.values.spans import TimeSpan


class Word(Value):
    """One word; `exact` is False where its times were shared out over the segment, not measured."""

    text: str
    span: TimeSpan
    score: float = Field(ge=0, le=1, default=1.0)
    exact: bool = True


class Segment(Value):
    """One utterance; `language` is an ISO 639-1 code."""

    text: str
    span: TimeSpan
    language: str = ""
    score: float = Field(ge=0, le=1, default=1.0)
    words: tuple[Word, ...] = ()


class Transcript(Value):
    """Segments in order of time; `language` is the prevailing one."""

    segments: tuple[Segment, ...] = ()
    language: str = ""

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments if segment.text)
