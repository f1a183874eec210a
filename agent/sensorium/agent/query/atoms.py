"""Atoms: the clauses of a query that a task answers with moments."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from sensorium.core.tasks.affect import Feeling
from sensorium.core.tasks.motion import Event
from sensorium.core.values.base import Value

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
"""What is looked for, in English where a vocabulary is known, otherwise as the user wrote it."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""ISO 639 code in lower case."""


Offset = Annotated[float, Field(ge=-1e9, le=1e9)]


class EventCall(Value):
    """One link of a chain on a tracked thing; `to` is what is approached, left, entered or crossed."""

    name: Event
    never: bool = False
    to: Phrase | None = None


class Obj(Value):
    """A visible thing. Its events speak of one and the same track, done in the order written.

    Without events the moments are when it is visible; `never` holds of tracks that at no time do it.
    """

    op: Literal["obj"] = "obj"
    phrase: Phrase
    events: tuple[EventCall, ...] = Field(default=(), max_length=8)


class Action(Value):
    """Something done that motion events cannot say: ``person opens a door``."""

    op: Literal["action"] = "action"
    phrase: Phrase


class Affect(Value):
    """A feeling from voice and words together (faces only where the setting allows)."""

    op: Literal["affect"] = "affect"
    feeling: Feeling


class Voice(Value):
    """A feeling heard in a voice."""

    op: Literal["voice"] = "voice"
    feeling: Feeling


class Face(Value):
    """A feeling seen on a face; naming it opts in to facial expression for this request."""

    op: Literal["face"] = "face"
    feeling: Feeling


class Wording(Value):
    """A feeling in what is said."""

    op: Literal["wording"] = "wording"
    feeling: Feeling


class Says(Value):
    """Words spoken."""

    op: Literal["says"] = "says"
    phrase: Phrase


class Speaks(Value):
    """Speech in a language; without one, any speech."""

    op: Literal["speaks"] = "speaks"
    language: LanguageCode | None = None


class Silence(Value):
    """Nothing to be heard."""

    op: Literal["silence"] = "silence"


class Sound(Value):
    """A sound that is not speech: ``siren``, ``music``."""

    op: Literal["sound"] = "sound"
    phrase: Phrase


class Text(Value):
    """Writing in the picture."""

    op: Literal["text"] = "text"
    phrase: Phrase


class Scene(Value):
    """What the whole picture shows: ``a beach at sunset``."""

    op: Literal["scene"] = "scene"
    phrase: Phrase


class Time(Value):
    """A window of the media in `unit`; negative values count from its end, no `end` means to its end."""

    op: Literal["time"] = "time"
    start: Offset
    end: Offset | None = None
    unit: Literal["s", "%"] = "s"

    @model_validator(mode="after")
    def _ordered(self) -> Time:
        same_side = self.end is not None and (self.end <= 0) == (self.start < 0)
        if self.end is not None and (self.end == 0 or (same_side and self.end <= self.start)):
            raise ValueError(f"a time window ends before it starts: {self.start:g}, {self.end:g}")
        if self.unit == "%" and not all(abs(at) <= 100 for at in (self.start, self.end or 0)):
            raise ValueError("a share of the media lies between -100 % and 100 %")
        return self


class Call(Value):
    """Any registered task by name, with its arguments."""

    op: Literal["call"] = "call"
    task: Phrase
    args: dict[str, Any] = {}


Atom = (
    Obj | Action | Affect | Voice | Face | Wording | Says | Speaks
    | Silence | Sound | Text | Scene | Time | Call
)  # fmt: skip
