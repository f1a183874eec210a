"""Operators over clauses, and Node, the union of everything a query's condition is made of.

What each means in spans and scores is `sensorium.core.moments`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sensorium.agent.query.atoms import (
    Action,
    Affect,
    Call,
    Face,
    Obj,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    Time,
    Voice,
    Wording,
)
from sensorium.core.values.base import Value

Seconds = Annotated[float, Field(ge=0, le=1e9)]
Rank = Annotated[int, Field(ge=1, le=10_000)]
Place = Annotated[int, Field(ge=-10_000, le=10_000)]


class And(Value):
    """All at once."""

    op: Literal["and"] = "and"
    args: tuple[Node, ...] = Field(min_length=1)


class Or(Value):
    """Any of them."""

    op: Literal["or"] = "or"
    args: tuple[Node, ...] = Field(min_length=1)


class Not(Value):
    """The rest of the media."""

    op: Literal["not"] = "not"
    arg: Node


class Before(Value):
    """`left` that ends before some `right` begins, at most `within` seconds earlier."""

    op: Literal["before"] = "before"
    left: Node
    right: Node
    within: Seconds | None = None


class After(Value):
    """`left` that begins after some `right` has ended, at most `within` seconds later."""

    op: Literal["after"] = "after"
    left: Node
    right: Node
    within: Seconds | None = None


class During(Value):
    """`left` that lies inside `right`, for the most part at least."""

    op: Literal["during"] = "during"
    left: Node
    right: Node


class Overlaps(Value):
    """`left`, whole, where it shares any time with `right`."""

    op: Literal["overlaps"] = "overlaps"
    left: Node
    right: Node


class Between(Value):
    """`arg` after some `opening` and before some `closing`."""

    op: Literal["between"] = "between"
    arg: Node
    opening: Node
    closing: Node


class Until(Value):
    """`left` up to where the next `right` begins."""

    op: Literal["until"] = "until"
    left: Node
    right: Node


class Lasting(Value):
    """`arg` of at least `min` and at most `max` seconds."""

    op: Literal["lasting"] = "lasting"
    arg: Node
    min: Seconds | None = None
    max: Seconds | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Lasting:
        if self.min is None and self.max is None:
            raise ValueError("lasting() needs min or max")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError(f"lasting() has max {self.max:g} below min {self.min:g}")
        return self


class First(Value):
    """The earliest."""

    op: Literal["first"] = "first"
    arg: Node


class Last(Value):
    """The latest."""

    op: Literal["last"] = "last"
    arg: Node


class Nth(Value):
    """The k-th in time, from 1; from the end, the last being -1, where k is negative."""

    op: Literal["nth"] = "nth"
    arg: Node
    k: Place

    @model_validator(mode="after")
    def _somewhere(self) -> Nth:
        if self.k == 0:
            raise ValueError("nth() counts from 1, or from -1 at the end; there is no 0")
        return self


class Longest(Value):
    """The one that lasts longest, or the k that do."""

    op: Literal["longest"] = "longest"
    arg: Node
    k: Rank | None = None


class Top(Value):
    """The k of the highest scores."""

    op: Literal["top"] = "top"
    arg: Node
    k: Rank


class Count(Value):
    """How many; outermost only."""

    op: Literal["count"] = "count"
    arg: Node


Operator = (
    And | Or | Not | Before | After | During | Overlaps | Between | Until | Lasting
    | First | Last | Nth | Longest | Top | Count
)  # fmt: skip

Node = Annotated[
    Obj | Action | Affect | Voice | Face | Wording | Says | Speaks
    | Silence | Sound | Text | Scene | Time | Call
    | And | Or | Not | Before | After | During | Overlaps | Between | Until | Lasting
    | First | Last | Nth | Longest | Top | Count,
    Field(discriminator="op"),
]  # fmt: skip

for _operator in Operator.__args__:
    _operator.model_rebuild()
