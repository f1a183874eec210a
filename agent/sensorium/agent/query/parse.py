"""From the text of a query back to the query: the exact inverse of rendering.

query  = goal "(" [string] [clause] {key "=" value} ")" | clause
clause = name "(" [argument {"," argument}] ")" {link}
link   = "." ("event" | "never") "(" string ["," "to=" string] ")"
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sensorium.agent.query.atoms import Call, EventCall, Obj, Time
from sensorium.agent.query.canonical import canonical
from sensorium.agent.query.cursor import Cursor, did_you_mean
from sensorium.agent.query.goal import GOALS, TAKES, Query
from sensorium.agent.query.notation import SIGNATURES, Param, Signature
from sensorium.agent.query.operators import Count, Node
from sensorium.core.errors import QueryError
from sensorium.core.invalid import fault
from sensorium.core.tasks.affect import FEELINGS
from sensorium.core.tasks.motion import EVENTS

M = TypeVar("M", bound=BaseModel)

LONGEST = 50_000
DEEPEST = 40
"""Walls against text made to exhaust the reader; no honest query comes near them."""


def parse(text: str) -> Node:
    """One clause, canonical. Raises QueryError with the column, what was expected and a suggestion."""
    query = parse_query(text)
    if query.where is None or query.goal not in ("find", "count"):
        raise QueryError(f"{query.goal}(...) is a goal, not a clause", where="column 1")
    return query.where


def parse_query(text: str) -> Query:
    """A whole query in its notation; a clause alone is to be found, ``count(...)`` to be counted."""
    if len(text) > LONGEST:
        raise QueryError(f"a query of {len(text)} characters is too long", where="query", fix="shorten it")
    cursor = Cursor(text)
    start = cursor.skip()
    name = cursor.name()
    if name in GOALS and name not in SIGNATURES:
        values = _goal(cursor, name)
    else:
        cursor.at = start
        where = _clause(cursor, 0)
        values = {"goal": "count" if isinstance(where, Count) else "find", "where": where}
    cursor.end()
    return _built(cursor, Query, values, start)


def _goal(cursor: Cursor, goal: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"goal": goal}
    allowed = TAKES[goal].needs | TAKES[goal].may
    cursor.expect("(")
    while not cursor.sees(")"):
        if len(values) > 1:
            cursor.expect(",")
        key = cursor.keyword()
        start = cursor.skip()
        slot = key or ("text" if cursor.text.startswith(('"', "'"), start) else "where")
        if slot not in allowed or key == "where":
            cursor.fail(f"{goal} takes no {slot}", did_you_mean(slot, sorted(allowed)), start)
        if slot in values:
            cursor.fail(f"{goal}() got {slot} twice", at=start)
        values[slot] = _clause(cursor, 1) if slot == "where" else cursor.string() if not key else cursor.json()
    return values


def _clause(cursor: Cursor, depth: int) -> Node:
    start = cursor.skip()
    if depth > DEEPEST:
        cursor.fail(f"clauses nest deeper than {DEEPEST}", "flatten the query")
    name = cursor.name()
    if name is None:
        cursor.fail(f"expected a clause, got {cursor.got!r}", 'such as obj("red car") or affect("sad")')
    if name == "count" and depth:
        cursor.fail("count(...) stands outermost only", "take it out", start)
    if name != "call" and name not in SIGNATURES:
        cursor.fail(f"no function {name}()", did_you_mean(name, [*SIGNATURES, "call"]), start)
    cursor.expect("(", f"write {name}(...)")
    if name == "call":
        return _call(cursor, start)
    signature = SIGNATURES[name]
    values = _arguments(cursor, name, signature, depth)
    if signature.kind is Obj:
        values["events"] = _events(cursor)
    node: Node = _built(cursor, signature.kind, values, start)
    return canonical(node)


def _call(cursor: Cursor, start: int) -> Node:
    task, args = cursor.string(), dict[str, Any]()
    while not cursor.sees(")"):
        cursor.expect(",")
        key = cursor.keyword()
        if key is None:
            cursor.fail(f"expected name=value, got {cursor.got!r}", "a task's arguments are named")
        if key in args:
            cursor.fail(f"the argument {key}= is given twice")
        args[key] = cursor.json()
    return _built(cursor, Call, {"task": task, "args": args}, start)


def _arguments(cursor: Cursor, name: str, signature: Signature, depth: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    waiting = [param for param in signature.params if not param.keyword]
    named = {param.name: param for param in signature.params if param.keyword}
    first = True
    while not cursor.sees(")"):
        if not first:
            cursor.expect(",", f"or ) to end {name}(...)")
        first = False
        key = cursor.keyword()
        param = _slot(cursor, name, key, waiting, named)
        if param.name in values and param.kind != "nodes":
            cursor.fail(f"{name}() got {param.name} twice")
        _take(cursor, signature, param, values, depth)
        if param.kind != "nodes" and param in waiting:
            waiting.remove(param)
    missing = [param.name for param in waiting if not param.optional and param.name not in values]
    if missing:
        cursor.fail(f"{name}() needs {' and '.join(missing)}", at=cursor.at - 1)
    return values


def _slot(cursor: Cursor, name: str, key: str | None, waiting: list[Param], named: dict[str, Param]) -> Param:
    """The parameter the next argument fills."""
    if key is not None:
        if key not in named:
            cursor.fail(f"{name}() takes no {key}=", did_you_mean(key, named) if named else "")
        return named[key]
    if not waiting:
        hint = f"name it: {' or '.join(f'{key}=' for key in named)}" if named else ""
        cursor.fail(f"{name}() takes no further argument, got {cursor.got!r}", hint)
    return waiting[0]


def _take(cursor: Cursor, signature: Signature, param: Param, values: dict[str, Any], depth: int) -> None:
    start = cursor.skip()
    match param.kind:
        case "nodes":
            values.setdefault(param.name, []).append(_clause(cursor, depth + 1))
        case "node":
            values[param.name] = _clause(cursor, depth + 1)
        case "text":
            values[param.name] = cursor.string()
            if param.name == "feeling":
                _known(cursor, "feeling", values["feeling"], FEELINGS, start)
        case "integer":
            value = cursor.number()
            if value != int(value):
                cursor.fail(f"expected a whole number, got {value:g}", at=start)
            values[param.name] = int(value)
        case "number":
            values[param.name] = cursor.number()
            if signature.kind is Time and values.setdefault("unit", unit := _unit(cursor)) != unit:
                cursor.fail("seconds and % do not mix in one window", at=start)


def _unit(cursor: Cursor) -> str:
    return "%" if cursor.sees("%") else "s"


def _known(cursor: Cursor, what: str, word: str, known: Sequence[str], start: int) -> None:
    if word not in known:
        cursor.fail(f"no {what} {word!r}", did_you_mean(word, known), start)


def _events(cursor: Cursor) -> tuple[EventCall, ...]:
    calls: list[EventCall] = []
    while cursor.sees("."):
        start = cursor.at
        verb = cursor.name()
        if verb not in ("event", "never"):
            cursor.fail(f"expected .event or .never, got {verb!r}", at=start)
        cursor.expect("(")
        start = cursor.skip()
        name, to = cursor.string(), None
        _known(cursor, "event", name, EVENTS, start)
        if cursor.sees(","):
            if (key := cursor.keyword()) != "to":
                cursor.fail(f"expected to=, got {key or cursor.got!r}")
            to = cursor.string()
        cursor.expect(")")
        calls.append(_built(cursor, EventCall, {"name": name, "never": verb == "never", "to": to}, start))
    return tuple(calls)


def _built(cursor: Cursor, kind: type[M], values: dict[str, Any], start: int) -> M:
    try:
        return kind(**values)
    except ValidationError as error:
        cursor.fail(str(fault(error)), at=start)
