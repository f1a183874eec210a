"""Run a plan: every step as soon as what it needs is there, what fails kept apart from what is found."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from pydantic import BaseModel, ValidationError

from sensorium.agent.compile.optimise import atoms
from sensorium.agent.evaluate import Evaluator, alive
from sensorium.agent.events import (
    Observer,
    StepFailed,
    StepFinished,
    StepProgress,
    StepSkipped,
    StepStarted,
    nobody,
)
from sensorium.agent.plan import Argument, Binding, Live, Plan, Ref, Step
from sensorium.agent.query import Node, Query, Time, parse, render
from sensorium.core import moments as algebra
from sensorium.core.choosing import ModelClass
from sensorium.core.errors import BadInput, Cancelled, SensoriumError
from sensorium.core.fields import media_field
from sensorium.core.framewise import over_frames
from sensorium.core.host import Host, Outcome, RunContext
from sensorium.core.host.context import Ask
from sensorium.core.invalid import fault
from sensorium.core.model import WindowModel
from sensorium.core.moments import MomentSet
from sensorium.core.task import Located
from sensorium.core.values import Evidence, Media, Moment, Provenance, TimeSpan


@dataclass
class Executed:
    """What a run gave: rows (contradicted ones included), outputs and provenance by step, what failed and why.

    `asked` are the models, by task and name, that the steps' own models asked.
    """

    rows: MomentSet
    outputs: dict[str, BaseModel | None] = field(default_factory=dict)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    asked: dict[tuple[str, str], Provenance] = field(default_factory=dict)
    failures: dict[str, SensoriumError] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    values: Evaluator | None = None


class Execution:
    """One run of one plan on one medium."""

    def __init__(
        self,
        host: Host,
        plan: Plan,
        query: Query,
        medium: Media | None,
        context: RunContext,
        observe: Observer = nobody,
    ) -> None:
        self._host = host
        self._plan = plan
        self._query = query
        self._medium = medium
        self._whole = medium.whole if medium else TimeSpan(start=0, end=0)
        self._context = context
        self._observe = observe
        self._bindings: Mapping[str, Binding] = {binding.atom: binding for binding in plan.bindings}
        self._running: dict[str, asyncio.Task[Outcome[Any] | None]] = {}

    async def run(self) -> Executed:
        """All steps; SensoriumError only where nothing at all could be answered."""
        for step in self._plan.steps:  # created in order: a step's task finds those it needs
            self._running[step.id] = asyncio.create_task(self._step(step), name=step.id)
        try:
            results = await asyncio.gather(*self._running.values(), return_exceptions=True)
        except asyncio.CancelledError:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)
            raise
        done = Executed(MomentSet.of(()))
        for step, result in zip(self._plan.steps, results, strict=True):
            self._collect(step, result, done)
        done.warnings = tuple(dict.fromkeys((*done.warnings, *self._partial(done))))
        if done.failures and len(done.failures) == len(self._plan.steps):
            raise next(iter(done.failures.values()))
        if self._query.where is not None and self._plan.goal != "call":
            done.values = Evaluator(self._atom_rows(done), self._whole)
            done.rows = done.values(self._query.where)
        return done

    def _collect(self, step: Step, result: Outcome[Any] | BaseException | None, done: Executed) -> None:
        if isinstance(result, SensoriumError):
            done.failures[step.id] = result
        elif isinstance(result, BaseException):
            raise result
        elif result is None:
            done.outputs[step.id] = None
        else:
            done.outputs[step.id] = result.output
            done.provenance[step.id] = result.provenance
            done.warnings += (*result.warnings, *result.notices)
            for ask in result.asks[1:]:
                self._asked(ask, result.provenance.cached, done)

    def _asked(self, ask: Ask, cached: bool, done: Executed) -> None:
        card = self._host.registry.model(ask.name).card
        done.asked[ask.task, card.name] = Provenance(
            task=ask.task,
            model=card.name,
            version=card.version,
            licence=card.licence,
            cached=cached,
            fallback=card.fallback,
        )
        if card.fallback:
            done.warnings += (f"{card.name}: {card.fallback}",)

    def _partial(self, done: Executed) -> list[str]:
        return [f"{self._plan.steps[at].task}: {error}" for at, error in self._failed_at(done)]

    def _failed_at(self, done: Executed) -> list[tuple[int, SensoriumError]]:
        return [(at, done.failures[s.id]) for at, s in enumerate(self._plan.steps) if s.id in done.failures]

    async def _step(self, step: Step) -> Outcome[Any] | None:
        """One step's outcome; None where nothing was alive for it."""
        try:
            inputs = {name: await self._argument(arg) for name, arg in step.args.items() if isinstance(arg, Ref)}
            within = await self._alive(step.live)
            if within == () or self._starved(step, inputs):
                self._observe(StepSkipped(step=step.id))
                return None
            return await self._call(step, inputs, within)
        except SensoriumError as error:
            if not isinstance(error, Cancelled):
                self._observe(StepFailed(step=step.id, error=error.info))
            raise

    def _starved(self, step: Step, inputs: dict[str, Any]) -> bool:
        return any(value is None for value in inputs.values())

    async def _call(self, step: Step, inputs: dict[str, Any], within: tuple[TimeSpan, ...] | None) -> Outcome[Any]:
        model = self._kind(step)
        given = self._input(step, inputs, within)
        live = None if within is None else sum(span.seconds for span in within)
        self._observe(StepStarted(step=step.id, task=step.task, model=step.model, live_seconds=live))

        def heard(done: float, note: str) -> None:
            self._observe(StepProgress(step=step.id, done=done, note=note))

        outcome = await self._host.run(model, given, replace(self._context, progress=heard))
        rows = len(outcome.output.moments) if isinstance(outcome.output, Located) else 0
        seconds, provenance = outcome.provenance.seconds, outcome.provenance
        self._observe(StepFinished(step=step.id, seconds=seconds, rows=rows, provenance=provenance))
        return outcome

    def _input(self, step: Step, inputs: dict[str, Any], within: tuple[TimeSpan, ...] | None) -> BaseModel:
        task = self._kind(step).task
        values: dict[str, Any] = dict(inputs)
        for name, arg in step.args.items():
            if arg.kind == "value":
                values[name] = arg.value
            elif arg.kind == "medium":
                values[name] = self._medium
        medium = media_field(task.input)
        if medium and medium.required and values.get(medium.name) is None:
            raise BadInput(f"{task.name} needs a medium", where=step.id, fix="name a file after the request")
        if within is not None:
            values["within"] = within
        try:
            given: BaseModel = task.input.model_validate(values)
            return given
        except ValidationError as error:
            wrong = fault(error)
            raise BadInput(wrong.message, where=f"{task.name}.{wrong.path}".rstrip(".")) from None

    def _kind(self, step: Step) -> ModelClass:
        """The model class that runs."""
        model = self._host.registry.model(step.model)
        return over_frames(model) if step.framewise else model

    async def _argument(self, ref: Argument) -> Any:
        assert isinstance(ref, Ref)
        outcome = await self._running[ref.step]
        return None if outcome is None else attrgetter(ref.field)(outcome.output)

    async def _alive(self, live: Sequence[Live]) -> tuple[TimeSpan, ...] | None:
        """The spans in which a step's answer can still matter; None: everywhere."""
        if not live:
            return None
        spans: list[TimeSpan] = []
        for entry in live:
            spans += await self._support([parse(part) for part in entry.parts])
        return alive(MomentSet.of(Moment(span=span, score=1.0) for span in spans))

    async def _support(self, parts: Sequence[Node]) -> Sequence[TimeSpan]:
        rows: dict[str, Sequence[Moment]] = {}
        for part in parts:
            for atom in atoms(part):
                if not isinstance(atom, Time) and (key := render(atom)) not in rows:
                    rows[key] = await self._rows_of(self._bindings[key])
        evaluate = Evaluator(rows, self._whole)
        return alive(algebra.conjoin(*map(evaluate, parts), sliver=0.0))

    async def _rows_of(self, binding: Binding) -> Sequence[Moment]:
        done = Executed(MomentSet.of(()))
        for step_id in binding.steps:
            step = next(step for step in self._plan.steps if step.id == step_id)
            try:
                self._collect(step, await self._running[step_id], done)
            except SensoriumError as error:
                done.failures[step_id] = error
        return self._bound(binding, done)

    def _atom_rows(self, done: Executed) -> dict[str, Sequence[Moment]]:
        return {binding.atom: self._bound(binding, done) for binding in self._plan.bindings}

    def _bound(self, binding: Binding, done: Executed) -> Sequence[Moment]:
        failed = [done.failures[step] for step in binding.steps if step in done.failures]
        if failed:
            return (self._unknown(binding.atom, failed[0]),)
        rows = self._moments(binding, done)
        if not binding.events:
            return rows
        found = [(self._clauses(binding.atom, event.step, done), event.never) for event in binding.events]
        does = [events for events, never in found if not never]
        if does:
            does[0] = _with_thing(does[0], self._clauses(_thing(binding.atom), binding.step, done))
        value = algebra.chain(*does) if does else MomentSet.of(rows)
        for events in (events for events, never in found if never):
            value = algebra.never(value, events)
        return value

    def _moments(self, binding: Binding, done: Executed) -> Sequence[Moment]:
        rows = self._clauses(binding.atom, binding.step, done)
        step = next(step for step in self._plan.steps if step.id == binding.step)
        cells = step.framewise or issubclass(self._kind(step), WindowModel)
        return algebra.merge(rows) if cells else rows

    def _clauses(self, atom: str, step: str, done: Executed) -> tuple[Moment, ...]:
        """A step's moments, their evidence marked with the clause it speaks for and the model that gave it."""
        output = done.outputs.get(step)
        if not isinstance(output, Located):
            return ()
        model = self._model(step)
        return tuple(_marked(moment, atom, model) for moment in output.moments)

    def _model(self, step: str) -> str:
        return next(known.model for known in self._plan.steps if known.id == step)

    def _unknown(self, atom: str, error: SensoriumError) -> Moment:
        text = f"could not be checked: {error.message}"
        return Moment(
            span=self._whole, score=0.5, state="candidate", evidence=(Evidence(clause=atom, text=text, score=0.5),)
        )


def _thing(atom: str) -> str:
    """The atom of what does something, whatever it does."""
    return render(parse(atom).model_copy(update={"events": ()}))


def _with_thing(events: Sequence[Moment], things: Sequence[Moment]) -> tuple[Moment, ...]:
    """Events with the evidence that what does them is the thing asked for."""
    known: dict[str | None, tuple[Evidence, ...]] = {row.track: row.evidence for row in things if row.track}
    return tuple(row.model_copy(update={"evidence": (*known.get(row.track, ()), *row.evidence)}) for row in events)


def _marked(moment: Moment, atom: str, model: str) -> Moment:
    given = moment.evidence or (Evidence(score=moment.score, text=moment.label),)
    evidence = tuple(
        piece.model_copy(update={"clause": atom, "model": piece.model or model, "span": piece.span or moment.span})
        for piece in given
    )
    return moment.model_copy(update={"evidence": evidence})
