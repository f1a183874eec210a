"""A query: a condition on moments and what is wanted of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self, get_args

from pydantic import Field, model_validator

from sensorium.agent.query.atoms import LanguageCode
from sensorium.agent.query.canonical import canonical
from sensorium.agent.query.notation import children
from sensorium.agent.query.operators import Count, Node
from sensorium.agent.query.render import literal, quoted, render_node
from sensorium.core.task import Goal, Product
from sensorium.core.values.base import Value

GOALS: tuple[Goal, ...] = get_args(Goal)


class Takes(NamedTuple):
    """Which fields a goal needs, and which it may have besides."""

    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()


def _takes(needs: str = "", may: str = "") -> Takes:
    return Takes(frozenset(needs.split()), frozenset(may.split()))


TAKES: Mapping[Goal, Takes] = {
    "find": _takes("where"),
    "count": _takes("where"),
    "describe": _takes("", "where to"),
    "answer": _takes("text", "where"),
    "transcribe": _takes("", "where"),
    "translate": _takes("to", "where text"),
    "classify": _takes("", "where labels"),
    "search": _takes("text", "where"),
    "generate": _takes("text kind"),
    "speak": _takes("text", "to"),
    "act": _takes("text", "where"),
}


class Query(Value):
    """`where` selects moments, canonical once validated; the rest belongs to goals beyond finding.

    `text` is the question, the words to say, translate or search, the prompt or the instruction; `to` the
    language wanted; `labels` the classes to choose from; `kind` what to generate.
    """

    goal: Goal = "find"
    where: Node | None = None
    text: str = Field(default="", max_length=20_000)
    to: LanguageCode | None = None
    labels: tuple[str, ...] = Field(default=(), max_length=256)
    kind: Product | None = None

    @model_validator(mode="after")
    def _fitting(self) -> Self:
        given = {name for name in ("where", "text", "to", "labels", "kind") if getattr(self, name)}
        takes = TAKES[self.goal]
        if missing := sorted(takes.needs - given):
            raise ValueError(f"{self.goal} needs {' and '.join(missing)}")
        if extra := sorted(given - takes.needs - takes.may):
            raise ValueError(f"{self.goal} takes no {' or '.join(extra)}")
        if (self.goal == "count") != isinstance(self.where, Count):
            raise ValueError("the goal is count exactly where count(...) is outermost")
        if self.where is not None:
            object.__setattr__(self, "where", canonical(self.where))
            _refuse_inner_count(self.where)
        return self

    def __str__(self) -> str:
        """``and(...)`` to find, ``count(...)`` to count, else ``goal("text", where, key=value)``."""
        if self.goal in ("find", "count") and self.where is not None:
            return render_node(self.where)
        parts = [quoted(self.text)] if self.text else []
        parts += [render_node(self.where)] if self.where else []
        parts += [f"kind={quoted(self.kind)}"] if self.kind else []
        parts += [f"labels={literal(self.labels)}"] if self.labels else []
        parts += [f"to={quoted(self.to)}"] if self.to else []
        return f"{self.goal}({', '.join(parts)})"


def _refuse_inner_count(node: Node) -> None:
    for child in children(node):
        if isinstance(child, Count):
            raise ValueError("count(...) stands outermost only")
        _refuse_inner_count(child)


def render(query: Query | Node) -> str:
    """The canonical one-line text of a query or of one clause."""
    return str(query) if isinstance(query, Query) else render_node(canonical(query))
