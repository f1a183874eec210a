"""The form a language model fills in: flat slots that can only become a valid Query.

Small models invent graphs but can fill a form, so the form leaves them no structure to get wrong: a list of
clauses, one relation between them, one selection over the result. The JSON schema is built from the registry, so
that a model cannot name what nothing here answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field, ValidationError

from sensorium.agent.query import (
    Action,
    Affect,
    After,
    And,
    Before,
    Count,
    EventCall,
    Face,
    First,
    Last,
    Longest,
    Node,
    Not,
    Obj,
    Or,
    Query,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    Voice,
    Wording,
)
from sensorium.core.errors import QueryError
from sensorium.core.invalid import fault
from sensorium.core.registry import Registry
from sensorium.core.tasks import EVENTS, FEELINGS
from sensorium.core.values.base import Value

FELT = ("affect", "voice", "face", "wording")
PHRASED: dict[str, type[Any]] = {
    "action": Action, "says": Says, "sound": Sound, "text": Text, "scene": Scene,
}  # fmt: skip
FEELING: dict[str, type[Any]] = {"affect": Affect, "voice": Voice, "face": Face, "wording": Wording}


class Clause(Value):
    """One clause: `what` is the phrase, the feeling, or the language code; `event` is what an obj does, or empty."""

    kind: str
    what: str = ""
    event: str = ""
    absent: bool = False

    def node(self, where: str) -> Node:
        """The atom, negated where the clause says so."""
        try:
            atom = self._atom()
        except ValidationError as error:
            raise QueryError(f"{fault(error)}, got {self.what!r}", where=where) from None
        return Not(arg=atom) if self.absent else atom

    def _atom(self) -> Node:
        what = self.what.strip()
        if self.kind == "obj":
            events = (EventCall.model_validate({"name": self.event}),) if self.event else ()
            return Obj(phrase=what, events=events)
        if self.kind in FEELING:
            felt: Node = FEELING[self.kind](feeling=what)
            return felt
        if self.kind in PHRASED:
            phrased: Node = PHRASED[self.kind](phrase=what)
            return phrased
        if self.kind == "speaks":
            return Speaks(language=what or None)
        if self.kind == "silence":
            return Silence()
        raise QueryError(f"there is no clause of kind {self.kind!r}", where="kind")


class Slots(Value):
    """The filled form."""

    clauses: tuple[Clause, ...] = Field(min_length=1, max_length=8)
    relation: Literal["and", "or", "before", "after"] = "and"
    select: Literal["all", "first", "last", "longest", "count"] = "all"

    def query(self) -> Query:
        """The Query the form stands for; QueryError names the slot that is wrong."""
        nodes = [clause.node(f"clauses[{at}]") for at, clause in enumerate(self.clauses)]
        where = self._related(nodes)
        match self.select:
            case "first":
                where = First(arg=where)
            case "last":
                where = Last(arg=where)
            case "longest":
                where = Longest(arg=where)
            case "count":
                return Query(goal="count", where=Count(arg=where))
            case "all":
                pass
        return Query(goal="find", where=where)

    def _related(self, nodes: list[Node]) -> Node:
        if len(nodes) == 1:
            return nodes[0]
        if self.relation == "or":
            return Or(args=tuple(nodes))
        if self.relation in ("before", "after"):
            kind = Before if self.relation == "before" else After
            rest = nodes[1] if len(nodes) == 2 else And(args=tuple(nodes[1:]))
            return kind(left=nodes[0], right=rest)
        return And(args=tuple(nodes))


def kinds_answered(registry: Registry) -> tuple[str, ...]:
    """The kinds of clause some installed model answers, in a fixed order."""
    answered = {a.atom for task in registry.tasks.values() if registry.models(task) for a in task.answers}
    order = ("obj", *FELT, *PHRASED, "speaks", "silence")
    return tuple(kind for kind in order if kind in answered)


def schema(kinds: Iterable[str]) -> dict[str, Any]:
    """The JSON schema a model's reply is held to."""
    clauses = []
    for kind in kinds:
        what: dict[str, Any] = {"type": "string", "maxLength": 80}
        if kind in FELT:
            what = {"enum": list(FEELINGS)}
        properties: dict[str, Any] = {"kind": {"const": kind}, "what": what}
        if kind == "obj":
            properties["event"] = {"enum": ["", *EVENTS]}
        properties["absent"] = {"type": "boolean"}
        clauses.append(_closed(properties))
    return _closed(
        {
            "clauses": {"type": "array", "minItems": 1, "maxItems": 4, "items": {"anyOf": clauses}},
            "relation": {"enum": ["and", "or", "before", "after"]},
            "select": {"enum": ["all", "first", "last", "longest", "count"]},
        }
    )


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
