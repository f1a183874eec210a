"""What `--json` prints and every door returns: one object, versioned and stable."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sensorium.agent.plan import Plan
from sensorium.core.errors import ErrorInfo
from sensorium.core.values import Evidence, Moment, Provenance, State
from sensorium.core.values.base import Value

SCHEMA_VERSION = "1.1"
"""1.1: `unit`, the goal "call", `still` and `error` of searched media, `answers` of a plan's steps."""


class Row(Value):
    """A moment as answered: times in seconds; `clip` is the watchable range; `media` counts the given files from 0.

    A near miss is a row with `failed`: the clause (canonical) that did not hold, and `why`.
    """

    start: float
    end: float
    score: float
    state: State
    label: str = ""
    clip: tuple[float, float] = (0.0, 0.0)
    evidence: tuple[Evidence, ...] = ()
    media: int = 0
    failed: str = ""
    why: str = ""

    @classmethod
    def of(cls, moment: Moment, media: int, *, failed: str = "", why: str = "") -> Row:
        clip = moment.clip or moment.span
        return cls(
            start=round(moment.span.start, 3),
            end=round(moment.span.end, 3),
            score=round(moment.score, 4),
            state=moment.state,
            label=moment.label,
            clip=(round(clip.start, 3), round(clip.end, 3)),
            evidence=moment.evidence,
            media=media,
            failed=failed,
            why=why,
        )


class Lane(Value):
    """What one clause (canonical) gave on one medium, for a timeline: (start, end, score, state) per row."""

    clause: str
    media: int = 0
    rows: tuple[tuple[float, float, float, State], ...] = ()


class Searched(Value):
    """One given medium: its seconds, whether it has picture and sound; `error` where it could not be searched.

    `still` where it is one picture, which has no times.
    """

    media: str
    seconds: float
    picture: bool = False
    sound: bool = False
    still: bool = False
    error: ErrorInfo | None = None


class Coverage(Value):
    """What was understood and what was searched: words of the request used and not used, media, models asked."""

    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    understood_by: str = ""
    searched: tuple[Searched, ...] = ()
    models: tuple[Provenance, ...] = ()


class Timing(Value):
    """Seconds: understanding, running (loading included), all; `realtime` is media over running."""

    understand: float = 0.0
    run: float = 0.0
    total: float = 0.0
    realtime: float | None = None


class Artifact(Value):
    """A derived file."""

    kind: str
    path: str
    sha256: str = ""


class Answer(Value):
    """The whole answer. `moments` holds verified rows first, then candidates; `result` is the typed value.

    `goal` is the query's, or "call" where the query is the call of one task and its output the answer. `unit` says
    what a count has counted: things of a picture, appearances in a film, times, moments, pictures.
    """

    schema_version: str = SCHEMA_VERSION
    request: str
    query: str | None = None
    goal: str = "find"
    answer: str = ""
    result: Any = None
    unit: str = ""
    moments: tuple[Row, ...] = ()
    near_misses: tuple[Row, ...] = ()
    lanes: tuple[Lane, ...] = ()
    coverage: Coverage = Coverage()
    artifacts: tuple[Artifact, ...] = ()
    plan: Plan | None = None
    warnings: tuple[str, ...] = ()
    timing: Timing = Timing()
    error: ErrorInfo | None = None
    language: Literal["en", "zh"] = Field(default="en", description="the language of `answer`")

    @property
    def verified(self) -> tuple[Row, ...]:
        return tuple(row for row in self.moments if row.state == "verified")

    @property
    def exit_status(self) -> int:
        """0 a verified answer, 3 nothing verified, 2 bad use, 1 failed."""
        if self.error is not None:
            return 2 if self.error.code in BAD_USE else 1
        if self.goal == "find":
            return 0 if self.verified else 3
        return 0 if self.result else 3


BAD_USE = frozenset({"bad_input", "media", "request", "query", "plan", "settings"})
"""Error codes that the caller can mend by asking differently."""
