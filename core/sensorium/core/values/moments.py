"""The rows of an answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sensorium.core.values.base import Value
from sensorium.core.values.geometry import Box
from sensorium.core.values.spans import TimeSpan

State = Literal["verified", "candidate", "contradicted"]


class Evidence(Value):
    """Why a moment is claimed: which clause of the query, by which model, what was seen or heard.

    `boxes` are (seconds, box) pairs to draw; `voiced` keeps the exact speech inside a widened span.
    """

    clause: str = ""
    text: str = ""
    model: str = ""
    score: float = Field(ge=0, le=1, default=1.0)
    span: TimeSpan | None = None
    boxes: tuple[tuple[float, Box], ...] = ()
    voiced: tuple[TimeSpan, ...] = ()
    track: str | None = None


class Moment(Value):
    """A scored span of time; `clip` is the watchable range around the exact `span`.

    `track` names the thing it is about, so that clauses on one and the same thing can be joined.
    """

    span: TimeSpan
    score: float = Field(ge=0, le=1)
    label: str = ""
    state: State = "verified"
    evidence: tuple[Evidence, ...] = ()
    clip: TimeSpan | None = None
    track: str | None = None
