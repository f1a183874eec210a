"""Type every edge of a plan before anything runs."""

from __future__ import annotations

from typing import Any, get_type_hints

from pydantic import BaseModel

from sensorium.agent.plan import Argument, Plan, Ref, Step
from sensorium.core.errors import PlanError
from sensorium.core.fields import host_fields, media_field, members
from sensorium.core.registry import Registry
from sensorium.core.task import Task

LONGEST = 1_000
"""Steps a plan may have: far above any honest request, far below what would hurt."""


def check(plan: Plan, registry: Registry) -> None:
    """Raise PlanError at the first step or edge that does not hold, naming it."""
    if len(plan.steps) > LONGEST:
        raise PlanError(f"{len(plan.steps)} steps", where="steps", fix=f"at most {LONGEST}")
    seen: dict[str, Task[Any, Any]] = {}
    for at, step in enumerate(plan.steps):
        where = f"steps[{at}]"
        if step.id in seen:
            raise PlanError(f"the id {step.id!r} is used twice", where=f"{where}.id")
        task = registry.model(step.model).task
        _check_arguments(step, task, seen, where)
        seen[step.id] = task
    for binding in plan.bindings:
        for step_id in binding.steps:
            if step_id not in seen:
                raise PlanError(f"no step {step_id!r}", where=f"bindings[{binding.atom}]")


def _check_arguments(step: Step, task: Task[Any, Any], seen: dict[str, Task[Any, Any]], where: str) -> None:
    for name, argument in step.args.items():
        if name not in task.input.model_fields or name in host_fields(task.input):
            raise PlanError(f"{task.name} has no argument {name!r}", where=f"{where}.args.{name}")
        _check_edge(argument, task, name, seen, f"{where}.args.{name}")
    medium = media_field(task.input)
    for name, info in task.input.model_fields.items():
        if info.is_required() and name not in step.args and not (medium and medium.name == name):
            raise PlanError("a required argument is missing", where=f"{where}.args.{name}", fix=f"{task.name} needs it")


def _check_edge(
    argument: Argument, task: Task[Any, Any], name: str, seen: dict[str, Task[Any, Any]], where: str
) -> None:
    if not isinstance(argument, Ref):
        return
    source = seen.get(argument.step)
    if source is None:
        raise PlanError(
            f"{argument.step!r} is no earlier step", where=where, fix=f"earlier: {', '.join(seen) or 'none'}"
        )
    given = _type_of(source.output, argument.field)
    if given is None:
        known = ", ".join(source.output.model_fields)
        raise PlanError(f"{source.name} has no output {argument.field!r}", where=where, fix=f"it gives {known}")
    wanted = members(task.input.model_fields[name].annotation)
    if not set(members(given)) <= set(wanted):
        raise PlanError(
            f"{source.name}.{argument.field} is {given}, which does not fit",
            where=where,
            fix=f"it takes {wanted}",
        )


def _type_of(output: type[BaseModel], path: str) -> Any:
    """The annotation of a field, or of a property of the one model it holds; None where there is none."""
    name, _, inner = path.partition(".")
    field = output.model_fields.get(name)
    if field is None or not inner:
        return None if field is None else field.annotation
    told = getattr(field.annotation, inner, None)
    return get_type_hints(told.fget).get("return") if isinstance(told, property) and told.fget else None
