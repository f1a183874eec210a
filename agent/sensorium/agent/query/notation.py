"""The signature of every function of the notation: the one table that rendering and parsing share.

``name(positional, ..., keyword=value)``; strings as in JSON, numbers plain, ``%`` after a share of the media.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from sensorium.agent.query.atoms import (
    Action,
    Affect,
    Atom,
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
from sensorium.agent.query.operators import (
    After,
    And,
    Before,
    Between,
    Count,
    During,
    First,
    Last,
    Lasting,
    Longest,
    Node,
    Not,
    Nth,
    Operator,
    Or,
    Overlaps,
    Top,
    Until,
)

Kind = Literal["node", "nodes", "text", "number", "integer"]


class Param(NamedTuple):
    """One argument; keywords are always optional, positional ones only where said."""

    name: str
    kind: Kind
    keyword: bool = False
    optional: bool = False


class Signature(NamedTuple):
    """A class and the arguments it is written with."""

    kind: type[Atom] | type[Operator]
    params: tuple[Param, ...]


_ARG, _LEFT, _RIGHT = Param("arg", "node"), Param("left", "node"), Param("right", "node")
_WITHIN = Param("within", "number", keyword=True)

SIGNATURES: Mapping[str, Signature] = {
    "obj": Signature(Obj, (Param("phrase", "text"),)),
    "action": Signature(Action, (Param("phrase", "text"),)),
    "affect": Signature(Affect, (Param("feeling", "text"),)),
    "voice": Signature(Voice, (Param("feeling", "text"),)),
    "face": Signature(Face, (Param("feeling", "text"),)),
    "wording": Signature(Wording, (Param("feeling", "text"),)),
    "says": Signature(Says, (Param("phrase", "text"),)),
    "speaks": Signature(Speaks, (Param("language", "text", optional=True),)),
    "silence": Signature(Silence, ()),
    "sound": Signature(Sound, (Param("phrase", "text"),)),
    "text": Signature(Text, (Param("phrase", "text"),)),
    "scene": Signature(Scene, (Param("phrase", "text"),)),
    "time": Signature(Time, (Param("start", "number"), Param("end", "number", optional=True))),
    "and": Signature(And, (Param("args", "nodes"),)),
    "or": Signature(Or, (Param("args", "nodes"),)),
    "not": Signature(Not, (_ARG,)),
    "before": Signature(Before, (_LEFT, _RIGHT, _WITHIN)),
    "after": Signature(After, (_LEFT, _RIGHT, _WITHIN)),
    "during": Signature(During, (_LEFT, _RIGHT)),
    "overlaps": Signature(Overlaps, (_LEFT, _RIGHT)),
    "between": Signature(Between, (_ARG, Param("opening", "node"), Param("closing", "node"))),
    "until": Signature(Until, (_LEFT, _RIGHT)),
    "lasting": Signature(
        Lasting, (_ARG, Param("min", "number", keyword=True), Param("max", "number", keyword=True))
    ),
    "first": Signature(First, (_ARG,)),
    "last": Signature(Last, (_ARG,)),
    "nth": Signature(Nth, (_ARG, Param("k", "integer"))),
    "longest": Signature(Longest, (_ARG, Param("k", "integer", optional=True))),
    "top": Signature(Top, (_ARG, Param("k", "integer"))),
    "count": Signature(Count, (_ARG,)),
}  # fmt: skip
"""Every function but ``call``, whose keywords are the task's own."""


def children(node: Node) -> tuple[Node, ...]:
    """The clauses directly inside a clause, in the order written; () for an atom."""
    if node.op == "call":
        return ()
    found: list[Node] = []
    for param in SIGNATURES[node.op].params:
        if param.kind == "nodes":
            found.extend(getattr(node, param.name))
        elif param.kind == "node":
            found.append(getattr(node, param.name))
    return tuple(found)
