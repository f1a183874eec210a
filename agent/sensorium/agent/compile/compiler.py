"""The compiler: a Query in, a checked and optimised plan out."""

from __future__ import annotations

from collections.abc import Mapping

from sensorium.agent.compile.bind import Binder
from sensorium.agent.compile.check import check
from sensorium.agent.compile.estimate import estimate
from sensorium.agent.compile.forms import goal_form
from sensorium.agent.compile.goals import server
from sensorium.agent.compile.optimise import Optimiser, atoms
from sensorium.agent.compile.policy import Policy, Stock
from sensorium.agent.compile.steps import StepWriter
from sensorium.agent.plan import Binding, Live, Plan, Step
from sensorium.agent.query import Call, Face, Query, Time, render
from sensorium.core.choosing import ModelClass
from sensorium.core.fields import host_fields, media_field
from sensorium.core.registry import Registry
from sensorium.core.task import Located
from sensorium.core.values import Image, Media


class Compiler:
    """Compiles for one registry; `stock` tells what a plan would have to download."""

    def __init__(self, registry: Registry, stock: Stock | None = None) -> None:
        self._registry = registry
        self._stock = stock

    def compile(
        self,
        query: Query,
        policy: Policy,
        kind: type[Media] | None,
        *,
        duration: float | None = None,
        optimised: bool = True,
    ) -> Plan:
        """A plan for a medium of `kind` lasting `duration` seconds; `optimised` off restricts nothing."""
        binder = Binder(self._registry, policy, kind)
        writer = StepWriter(binder, faces=policy.faces)
        bindings: dict[str, Binding] = {}
        alone = self._alone(query)
        if alone is not None:
            writer.alone(alone)
        elif query.where is not None:
            for atom in atoms(query.where):
                if not isinstance(atom, Time):
                    bindings.setdefault(render(atom), writer.atom(atom))
        steps = tuple(self._priced(step, writer.models, duration) for step in writer.steps)
        if optimised and query.where is not None:
            steps = Optimiser(steps, writer.models, bindings).run(query.where)
        if query.goal not in ("find", "count"):
            steps = (*steps, self._priced(_goal_step(query, binder, kind, writer), writer.models, duration))
        plan = Plan(
            query=render(query),
            goal="call" if alone else query.goal,
            steps=steps,
            bindings=tuple(bindings.values()),
            notices=_notices(query, writer.models),
        )
        check(plan, self._registry)
        return plan

    def _alone(self, query: Query) -> Call | None:
        """A call that is the whole query, of a task that gives no moments: its output is the answer."""
        where = query.where
        if query.goal != "find" or not isinstance(where, Call):
            return None
        return None if issubclass(self._registry.task(where.task).output, Located) else where

    def _priced(self, step: Step, models: Mapping[str, ModelClass], duration: float | None) -> Step:
        return step.model_copy(update={"estimate": estimate(models[step.id], duration, self._stock)})


def _goal_step(query: Query, binder: Binder, kind: type[Media] | None, writer: StepWriter) -> Step:
    """The step whose output is wanted, only where the condition holds if there is one."""
    task, model, given = server(query, binder, kind)
    step = writer.goal(task, model, given, goal_form(query.goal))
    if query.where is None or "within" not in host_fields(task.input) or kind is Image:
        return step
    return step.model_copy(update={"live": (Live(parts=(render(query.where),)),)})


def _notices(query: Query, models: Mapping[str, ModelClass]) -> tuple[str, ...]:
    notes = [f"{model.card.name}: {model.card.fallback}" for model in models.values() if model.card.fallback]
    if names_face(query):
        notes.append("facial expression takes part because the request names a face")
    return tuple(dict.fromkeys(notes))


def needs_medium(plan: Plan, query: Query, registry: Registry) -> bool:
    """Whether a plan cannot be run without a medium."""
    if query.where is not None and any(isinstance(atom, Time) for atom in atoms(query.where)):
        return True
    fields = [media_field(registry.model(step.model).task.input) for step in plan.steps]
    return any(field is not None and field.required for field in fields)


def names_face(query: Query) -> bool:
    """Whether the request speaks of a face, which opts in to facial expression."""
    return query.where is not None and any(isinstance(atom, Face) for atom in atoms(query.where))
