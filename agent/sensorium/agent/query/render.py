"""From a clause to its text."""

from __future__ import annotations

import json
from typing import Any

from sensorium.agent.query.atoms import Call, EventCall, Obj, Time
from sensorium.agent.query.notation import SIGNATURES, Param
from sensorium.agent.query.operators import Node


def quoted(text: str) -> str:
    """A string of the notation."""
    return json.dumps(text, ensure_ascii=False)


def number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def literal(value: Any) -> str:
    """A JSON value on one line, keys sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def render_node(node: Node) -> str:
    """One line that `parse` reads back as the same node."""
    if isinstance(node, Call):
        named = (f"{key}={literal(value)}" for key, value in sorted(node.args.items()))
        return f"call({', '.join((quoted(node.task), *named))})"
    written = (_argument(node, param) for param in SIGNATURES[node.op].params)
    text = f"{node.op}({', '.join(part for part in written if part)})"
    return text + "".join(map(_event, node.events)) if isinstance(node, Obj) else text


def _argument(node: Node, param: Param) -> str:
    value = getattr(node, param.name)
    if value is None:
        return ""
    if param.kind == "nodes":
        return ", ".join(map(render_node, value))
    text = _scalar(value, param, percent=isinstance(node, Time) and node.unit == "%")
    return f"{param.name}={text}" if param.keyword else text


def _scalar(value: Any, param: Param, *, percent: bool) -> str:
    if param.kind == "node":
        return render_node(value)
    if param.kind == "text":
        return quoted(value)
    return number(value) + ("%" if percent else "")


def _event(call: EventCall) -> str:
    target = f", to={quoted(call.to)}" if call.to else ""
    return f".{'never' if call.never else 'event'}({quoted(call.name)}{target})"
