"""A plan: typed steps that call tasks, and how their rows make the query's answer.

Steps form a graph through `Ref` arguments; `Binding` says which steps answer an atom of the query; `Live` says in
which part of the media a step's answer can still matter. The algebra over the bindings is the query itself.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sensorium.core.values.base import Value


class Ref(Value):
    """The field of an earlier step's output, or what that field holds under a further name: ``transcript.text``."""

    kind: Literal["ref"] = "ref"
    step: str
    field: str

    def __str__(self) -> str:
        return f"{self.step}.{self.field}"


class Medium(Value):
    """The medium the plan is run on; with `frames` the pictures of a video, one every so many seconds."""

    kind: Literal["medium"] = "medium"
    frames: float = 0.0

    def __str__(self) -> str:
        return f"a frame of media every {self.frames:g} s" if self.frames else "media"


class Literally(Value):
    """A plain value."""

    kind: Literal["value"] = "value"
    value: Any = None

    def __str__(self) -> str:
        return repr(self.value)


Argument = Annotated[Ref | Medium | Literally, Field(discriminator="kind")]


class Live(Value):
    """Where a step still matters: inside the rows of every one of `parts` (canonical sub-queries)."""

    parts: tuple[str, ...]


class Estimate(Value):
    """What a step is expected to cost: seconds of work on this machine, resident bytes, bytes to fetch first."""

    seconds: float = 0.0
    bytes: int = 0
    download: int = 0


class Step(Value):
    """One call of a task. `live` empty: the whole medium; else any of its entries keeps a span alive.

    `answers` are the forms of clause, among those its task announces, that the query uses it for.
    """

    id: str
    task: str
    model: str
    args: dict[str, Argument]
    answers: tuple[str, ...] = ()
    live: tuple[Live, ...] = ()
    estimate: Estimate = Estimate()

    @property
    def framewise(self) -> bool:
        """Whether a model of pictures is run over the frames of a video."""
        return any(isinstance(arg, Medium) and arg.frames > 0 for arg in self.args.values())

    @property
    def needs(self) -> tuple[str, ...]:
        """The steps whose output this one reads."""
        return tuple(dict.fromkeys(arg.step for arg in self.args.values() if isinstance(arg, Ref)))


class EventRows(Value):
    """The step that found an event of tracked things; `never` where such tracks are ruled out."""

    step: str
    never: bool = False


class Binding(Value):
    """Which steps answer an atom: `step` gives its rows; `events` join further ones track by track."""

    atom: str
    step: str
    events: tuple[EventRows, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        return (self.step, *(event.step for event in self.events))


class Plan(Value):
    """A checked plan for one query on one medium.

    `goal` is the query's, or "call" where the query is the call of one task whose output is the answer.
    """

    query: str
    goal: str
    steps: tuple[Step, ...] = ()
    bindings: tuple[Binding, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[str, ...]:
        """Sorted names of the tasks the plan calls."""
        return tuple(sorted({step.task for step in self.steps}))

    @property
    def estimate(self) -> Estimate:
        """The whole plan: work adds up, the largest model sets the memory, downloads add up."""
        parts = [step.estimate for step in self.steps]
        return Estimate(
            seconds=sum(part.seconds for part in parts),
            bytes=max((part.bytes for part in parts), default=0),
            download=sum(part.download for part in parts),
        )
