"""An action in a model's own words: what it is told to say, and the strict reading of what it says.

The prompt asks for steps of reasoning first and for one JSON object behind them. Nothing is guessed from an answer that
is not that object with those names and numbers within their bounds: what moves a machine is read exactly or refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sensorium.core.errors import Refused
from sensorium.core.tasks.control import Decision
from sensorium.core.values import ActionField, ActionVector

STEPS = 12
"""Steps of reasoning that are kept."""

LONGEST = 300
"""Characters of a step."""


class Knob(NamedTuple):
    """One number of an action."""

    name: str
    low: float
    high: float
    unit: str
    meaning: str


KNOBS = (
    Knob("forward", -1.0, 1.0, "share", "speed ahead as a share of the greatest, negative backwards"),
    Knob("turn", -180.0, 180.0, "degrees", "turn to the right, negative to the left"),
    Knob("brake", 0.0, 1.0, "share", "how hard to brake"),
    Knob("grip", 0.0, 1.0, "share", "how far the gripper is closed"),
)
"""What an agent of no particular build can do."""


def prompt(instruction: str, state: Mapping[str, float], knobs: Sequence[Knob] = KNOBS) -> str:
    """What the model is asked. The instruction is quoted: it is what to do, not what to say."""
    rows = "\n".join(f'- "{k.name}": {k.low:g} to {k.high:g} {k.unit}; {k.meaning}' for k in knobs)
    known = ", ".join(f"{name} = {value:g}" for name, value in state.items()) or "nothing"
    shape = ", ".join(f'"{k.name}": number' for k in knobs)
    return (
        f"You control an agent and see what its camera sees. Its task: {json.dumps(instruction)}. It knows of itself: "
        f"{known}.\nThink step by step: what is seen, what that means for the task, what to do next. Then answer with "
        f'one JSON object and nothing behind it:\n{{"reasoning": ["step", "step"], "label": "the action in few '
        f'words", "action": {{{shape}}}}}\nThe numbers of the action:\n{rows}'
    )


def read(text: str, where: str, knobs: Sequence[Knob] = KNOBS) -> Decision:
    """The decision that a model's answer states; Refused, with what is wrong, where it states none."""
    found = _object(text)
    if found is None:
        raise _unread("it holds no JSON object", text, where)
    if set(found) != {"reasoning", "label", "action"}:
        raise _unread(f"its object has {', '.join(map(str, found)) or 'nothing'}", text, where)
    reasoning, label, action = found["reasoning"], found["label"], found["action"]
    if not (isinstance(reasoning, list) and all(isinstance(step, str) for step in reasoning)):
        raise _unread("its reasoning is no list of texts", text, where)
    if not (isinstance(label, str) and 0 < len(label) <= 60):
        raise _unread("its label is no short text", text, where)
    if not (isinstance(action, dict) and set(action) == {knob.name for knob in knobs}):
        raise _unread(f"its action does not have exactly {', '.join(knob.name for knob in knobs)}", text, where)
    fields = tuple(_field(knob, action[knob.name], text, where) for knob in knobs)
    steps = tuple(step.strip()[:LONGEST] for step in reasoning if step.strip())[:STEPS]
    return Decision(action=ActionVector(fields=fields, label=label), reasoning=steps)


def _field(knob: Knob, value: Any, text: str, where: str) -> ActionField:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _unread(f"its {knob.name} is {value!r}, no number", text, where)
    if not knob.low <= value <= knob.high:
        raise _unread(f"its {knob.name} is {value:g}, outside {knob.low:g} to {knob.high:g}", text, where)
    return ActionField(name=knob.name, value=float(value), low=knob.low, high=knob.high, unit=knob.unit)


def _object(text: str) -> dict[str, Any] | None:
    """The last whole JSON object of a text; NaN and infinities are none."""
    decoder = json.JSONDecoder(parse_constant=_no_number)
    at, found = text.find("{"), None
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        if isinstance(value, dict):
            found = value
        at = text.find("{", end)
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _unread(fault: str, text: str, where: str) -> Refused:
    said = " ".join(text.split())[:120] or "nothing"
    return Refused(
        f"the model's answer is no action: {fault} ({said!r})",
        where=where,
        fix="ask more simply, or use a larger model: qwen3-vl-2b-policy",
    )
