"""Write the steps of a plan; equal calls are one step."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from sensorium.agent.compile.bind import Asked, Binder, asked
from sensorium.agent.compile.forms import EVENT, form_of, goal_form
from sensorium.agent.compile.goals import server
from sensorium.agent.plan import Argument, Binding, EventRows, Literally, Medium, Ref, Step
from sensorium.agent.query import Atom, Call, EventCall, Obj, Query, render
from sensorium.core.choosing import ModelClass
from sensorium.core.errors import PlanError
from sensorium.core.fields import asked_fields, media_field, members
from sensorium.core.framewise import PACE, over_frames
from sensorium.core.invalid import fault
from sensorium.core.task import Located, Task
from sensorium.core.values import Track, Transcript


class StepWriter:
    """Collects steps in an order in which each needs only earlier ones."""

    def __init__(self, binder: Binder, *, faces: bool = False) -> None:
        self._binder = binder
        self._faces = faces
        self._steps: dict[tuple[str, str], Step] = {}
        self.models: dict[str, ModelClass] = {}

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps.values())

    def atom(self, atom: Atom) -> Binding:
        """The steps that answer an atom, and how."""
        if isinstance(atom, Call):
            return Binding(atom=render(atom), step=self._called(atom).id)
        wanted = asked(atom)
        bound = self._binder.bind(wanted)
        given = {bound.answers.phrase: wanted.phrase, **bound.answers.given}
        step = self.call(bound.task, bound.model, given, form_of(atom))
        if not isinstance(atom, Obj) or not atom.events:
            return Binding(atom=render(atom), step=step.id)
        events = tuple(self._event(step, bound.task, call) for call in atom.events)
        return Binding(atom=render(atom), step=step.id, events=events)

    def call(self, task: Task[Any, Any], model: ModelClass, given: dict[str, Any], form: str) -> Step:
        """A step that calls `task` on the medium with plain values, for a clause of this form."""
        args: dict[str, Argument] = {name: _checked(task, name, value) for name, value in given.items()}
        return self._add(task, model, args, form)

    def goal(self, task: Task[Any, Any], model: ModelClass, given: dict[str, Any], form: str) -> Step:
        """A step of its own for a goal of this form, whatever other steps call: its output is the answer."""
        args: dict[str, Argument] = {name: _checked(task, name, value) for name, value in given.items()}
        return self._add(task, model, args, form, own=True)

    def alone(self, call: Call) -> Step:
        """The step of a call whose output is the answer. A text it lacks is what is said in the medium."""
        task = self._binder.task(call.task)
        args: dict[str, Argument] = {name: _checked(task, name, value) for name, value in call.args.items()}
        lacking = _texts_lacking(task, call)
        if len(lacking) == 1 and media_field(task.input) is None:
            args[lacking[0]] = self._said()
        return self._add(task, self._binder.model(task), args, form_of(call), own=True)

    def _said(self) -> Ref:
        """The words spoken in the medium, from whatever task writes them down."""
        task, model, given = server(Query(goal="transcribe"), self._binder, self._binder.kind)
        step = self.call(task, model, given, goal_form("transcribe"))
        holding = (name for name, info in task.output.model_fields.items() if info.annotation is Transcript)
        return Ref(step=step.id, field=f"{next(holding, 'transcript')}.text")

    def _called(self, atom: Call) -> Step:
        task = self._binder.task(atom.task)
        if not issubclass(task.output, Located):
            raise PlanError(
                f"{task.name} gives no moments",
                where=render(atom),
                fix=f"ask for it alone, as {render(atom)}",
            )
        return self.call(task, self._binder.model(task), dict(atom.args), form_of(atom))

    def _event(self, tracks: Step, source: Task[Any, Any], call: EventCall) -> EventRows:
        given = track_field(source)
        if given is None:
            raise PlanError(
                f"{source.name} gives no tracks",
                where=f'event("{call.name}")',
                fix="ask for a followed thing",
            )
        bound = self._binder.bind(Asked("event", call.name))
        args: dict[str, Argument] = {bound.answers.phrase: _checked(bound.task, bound.answers.phrase, call.name)}
        slots = [name for name in asked_fields(bound.task.input) if _holds_tracks(bound.task.input, name)]
        if not slots:
            raise PlanError(f"{bound.task.name} takes no tracks", where=f'event("{call.name}")')
        args[slots[0]] = Ref(step=tracks.id, field=given)
        if call.to is not None:
            args[_second(slots, bound.task, call)] = self._targets(call.to)
        return EventRows(step=self._add(bound.task, bound.model, args, EVENT).id, never=call.never)

    def _targets(self, phrase: str) -> Ref:
        bound = self._binder.bind(Asked("obj", phrase))
        given = track_field(bound.task)
        if given is None:
            raise PlanError(f"{bound.task.name} gives no tracks", where=f'to="{phrase}"')
        step = self.call(bound.task, bound.model, {bound.answers.phrase: phrase}, form_of(Obj(phrase=phrase)))
        return Ref(step=step.id, field=given)

    def _add(
        self, task: Task[Any, Any], model: ModelClass, args: dict[str, Argument], form: str, *, own: bool = False
    ) -> Step:
        medium = media_field(task.input)
        if medium:
            framewise = self._binder.framewise(task)
            args[medium.name] = Medium(frames=PACE if framewise else 0.0)
            model = over_frames(model) if framewise else model
        if self._faces and "faces" in task.input.model_fields:
            args.setdefault("faces", Literally(value=True))
        key = (model.card.name, repr(sorted((name, str(arg)) for name, arg in args.items())) + "*" * own)
        if key not in self._steps:
            step = Step(id=f"s{len(self._steps) + 1}", task=task.name, model=model.card.name, args=args)
            self._steps[key] = step
            self.models[step.id] = model
        step = self._steps[key]
        answers = tuple(dict.fromkeys((*step.answers, form)))
        self._steps[key] = step.model_copy(update={"answers": answers})
        return self._steps[key]


def track_field(task: Task[Any, Any]) -> str | None:
    """The output field that holds tracks, or None."""
    return next((name for name in task.output.model_fields if _holds_tracks(task.output, name)), None)


def _texts_lacking(task: Task[Any, Any], call: Call) -> list[str]:
    """Required fields that are texts and that a call does not give."""
    fields = task.input.model_fields.items()
    return [name for name, info in fields if info.is_required() and info.annotation is str and name not in call.args]


def _holds_tracks(model: type[Any], name: str) -> bool:
    parts = members(model.model_fields[name].annotation)
    return any(part == tuple[Track, ...] or part == list[Track] for part in parts)


def _second(slots: list[str], task: Task[Any, Any], call: EventCall) -> str:
    if len(slots) < 2:
        raise PlanError(
            f"{task.name} knows no other thing to {call.name}", where=f'event("{call.name}", to="{call.to}")'
        )
    return slots[1]


def _checked(task: Task[Any, Any], name: str, value: Any) -> Literally:
    where = f"{task.name}.{name}"
    if name not in asked_fields(task.input):
        known = ", ".join(asked_fields(task.input)) or "nothing"
        raise PlanError(f"{task.name} has no argument {name!r}", where=where, fix=f"it takes {known}")
    info = task.input.model_fields[name]
    try:
        TypeAdapter(info.rebuild_annotation()).validate_python(value)
    except ValidationError as error:
        raise PlanError(f"{fault(error)}, got {value!r}", where=where) from None
    return Literally(value=value)
