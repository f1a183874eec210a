"""Whether the requests that tasks show as examples come out as those tasks, read by the rules and planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.plan import Literally, Plan
from sensorium.agent.query import Query
from sensorium.agent.understand.announcing import announced
from sensorium.agent.understand.rules import read_rules
from sensorium.core.choosing import Preference
from sensorium.core.errors import PluginError, SensoriumError
from sensorium.core.fields import media_field
from sensorium.core.registry import Registry
from sensorium.core.task import Located, Task

FIX = "announce its words as cues, vocabulary or another example, or mend the example"


def misread(registry: Registry) -> tuple[PluginError, ...]:
    """Every example, of tasks with a model, that does not yield its task and input; the error says what came out."""
    return tuple(_faults(registry))


def _faults(registry: Registry) -> Iterator[PluginError]:
    cards = [model.card for model in registry.models()]
    hosts = frozenset(host for card in cards if card.remote for host in card.remote.hosts)
    policy = Policy(Preference("auto", remote=hosts))
    for name, task in registry.tasks.items():
        if not registry.models(task) or not (task.answers or issubclass(task.output, Located)):
            continue
        for example in task.examples:
            for text in example.says.values():
                if said := _wrong(registry, policy, task, text, example.input):
                    yield PluginError(f"its example {text!r} {said}", where=name, fix=FIX)


def _wrong(registry: Registry, policy: Policy, task: Task[Any, Any], text: str, wanted: Mapping[str, Any]) -> str:
    """What is wrong with the reading of one example; empty where nothing is."""
    try:
        query = read_rules(text, announced(registry)).query
    except SensoriumError as error:
        return f"is not understood: {error.message}"
    medium = media_field(task.input)
    try:
        plan = Compiler(registry).compile(query, policy, medium.kinds[0] if medium else None)
    except SensoriumError as error:
        return f"is read as {query}: {error.message}"
    return _differs(registry, task, query, plan, wanted)


def _differs(registry: Registry, task: Task[Any, Any], query: Query, plan: Plan, wanted: Mapping[str, Any]) -> str:
    steps = [step for step in plan.steps if registry.model(step.model).task is task]
    if not steps:
        return f"is read as {query}, which goes to {', '.join(plan.tasks) or 'no task'}"
    inputs = [
        {name: info.default for name, info in task.input.model_fields.items()}
        | {name: arg.value for name, arg in step.args.items() if isinstance(arg, Literally)}
        for step in steps
    ]
    if any(all(given.get(name) == value for name, value in wanted.items()) for given in inputs):
        return ""
    given = ", ".join(f"{name}={inputs[0].get(name)!r}" for name in wanted)
    return f"is read as {query}, which gives {given}"
