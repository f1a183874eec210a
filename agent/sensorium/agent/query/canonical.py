"""One form for queries that mean the same: what is shown, compared, cached and tested."""

from __future__ import annotations

from sensorium.agent.query.atoms import Obj
from sensorium.agent.query.notation import SIGNATURES, children
from sensorium.agent.query.operators import And, First, Last, Longest, Node, Nth, Or
from sensorium.agent.query.render import render_node


def canonical(node: Node) -> Node:
    """`and` and `or` flat, without repeats and in order of their text; `nth(a, 1)` is `first(a)`,
    `nth(a, -1)` is `last(a)` and `longest(a, 1)` is `longest(a)`.

    Events keep their order, which is the order they happen in; what never happens stands after them, sorted.
    """
    if isinstance(node, And | Or):
        return _commutative(node)
    if isinstance(node, Obj):
        return _chained(node)
    if isinstance(node, Nth) and node.k == 1:
        return First(arg=canonical(node.arg))
    if isinstance(node, Nth) and node.k == -1:
        return Last(arg=canonical(node.arg))
    if isinstance(node, Longest) and node.k == 1:
        return Longest(arg=canonical(node.arg))
    if not children(node):
        return node
    nodes = [param.name for param in SIGNATURES[node.op].params if param.kind == "node"]
    return node.model_copy(update={name: canonical(getattr(node, name)) for name in nodes})


def _commutative(node: And | Or) -> Node:
    flat: dict[str, Node] = {}
    for arg in map(canonical, node.args):
        parts = arg.args if isinstance(arg, type(node)) else (arg,)
        flat.update((render_node(part), part) for part in parts)
    ordered = tuple(flat[text] for text in sorted(flat))
    return ordered[0] if len(ordered) == 1 else node.model_copy(update={"args": ordered})


def _chained(node: Obj) -> Obj:
    done = tuple(call for call in node.events if not call.never)
    never = {(call.name, call.to or ""): call for call in node.events if call.never}
    return node.model_copy(update={"events": (*done, *(never[key] for key in sorted(never)))})


def conjunction(*nodes: Node) -> Node:
    """All of them, canonical; one alone is itself."""
    return canonical(And(args=nodes))


def disjunction(*nodes: Node) -> Node:
    """Any of them, canonical; one alone is itself."""
    return canonical(Or(args=nodes))
