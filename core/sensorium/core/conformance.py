"""What a task and a model class must satisfy before they are registered; each fault is one PluginError that teaches."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ForwardRef, TypeVar, get_args, get_origin

from pydantic import BaseModel

from sensorium.core.card import Card, Device
from sensorium.core.errors import PluginError
from sensorium.core.fields import asked_fields, host_fields, media_fields
from sensorium.core.model import CallModel, Model, StreamModel, WindowModel
from sensorium.core.sees import Rate, Sees
from sensorium.core.task import Atom, Located, Task

KINDS = (WindowModel, CallModel, StreamModel)
METHODS: dict[type[Any], dict[str, int]] = {
    WindowModel: {"prepare": 2, "forward": 1, "read": 3},
    CallModel: {"run": 1},
    StreamModel: {"open": 1, "feed": 1, "close": 1},
}
NAME = re.compile(r"^[a-z0-9][a-z0-9._-]*(:[a-z][a-z0-9_]*)?$")


def kind_of(model: type[Any]) -> type[Any] | None:
    """WindowModel, CallModel or StreamModel; None for anything else."""
    return next((kind for kind in KINDS if issubclass(model, kind)), None)


def check_task(task: Task[Any, Any]) -> None:
    """Raise PluginError on the first fault of a task."""
    for fault, fix in _task_faults(task):
        raise PluginError(fault, where=f"task {task.name!r}", fix=fix)


def check_model(model: type[Model[Any, Any]]) -> None:
    """Raise PluginError on the first fault of a model class."""
    for fault, fix in _model_faults(model):
        raise PluginError(fault, where=f"model {model.__qualname__}", fix=fix)


def _task_faults(task: Task[Any, Any]) -> Iterator[tuple[str, str]]:
    if not (isinstance(task.name, str) and NAME.match(task.name)):
        yield f"got the name {task.name!r}", "use a term such as logo_detection, or package:logo_detection"
    if not task.description.strip() or "\n" in task.description:
        yield "the description is not one line", "say in one line what the task does: planners read it"
    for side, kind in (("input", task.input), ("output", task.output)):
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            yield f"its {side} is {kind!r}", f"make the {side} a pydantic BaseModel class"
            return
    accepted: type[BaseModel] = task.input
    media = [field.name for field in media_fields(accepted)]
    if len(media) > 1:
        yield f"its input has {len(media)} media fields: {', '.join(media)}", "keep one; pass others as tracks, spans"
    if odd := sorted(host_fields(accepted) - {"within", "seed"}):
        yield f"the host does not know how to fill {', '.join(odd)}", "call host-filled fields within and seed"
    if task.answers and not issubclass(task.output, Located):
        yield f"it answers atoms, but its output {task.output.__name__} has no moments", "derive it from Located"
    asked = asked_fields(accepted)
    for answer in task.answers:
        if answer.atom not in get_args(Atom):
            yield f"it answers the unknown atom {answer.atom!r}", f"use one of {', '.join(get_args(Atom))}"
        if answer.phrase not in asked:
            yield f"the phrase of {answer.atom}() goes to {answer.phrase!r}, no input field", f"use one of {asked}"
        for language, words in answer.cues.items():
            if not _are_words(words):
                yield f"the cues of {answer.atom}() for {language!r} are {words!r}", 'give a tuple of words: ("logo",)'
    for example in task.examples:
        if not isinstance(example.says, Mapping) or not _are_words(tuple(example.says.values())):
            yield f"an example says {example.says!r}", 'give a request per language: {"en": "find the logo"}'
        if unknown := sorted(set(example.input) - set(asked)):
            yield f"an example fills {', '.join(unknown)}, no input field", f"use fields among {asked}"


def _model_faults(model: type[Model[Any, Any]]) -> Iterator[tuple[str, str]]:
    kind = kind_of(model)
    if kind is None:
        yield "it derives from none of the three kinds", "derive from WindowModel, CallModel or StreamModel"
        return
    task, card = getattr(model, "task", None), getattr(model, "card", None)
    if not isinstance(task, Task):
        yield f"its task is {task!r}", "set the class attribute `task = MY_TASK`"
        return
    if not isinstance(card, Card):
        yield f"its card is {card!r}", "set the class attribute `card = Card(name, version, licence)`"
        return
    yield from _card_faults(card)
    if kind is not CallModel:
        yield from _sees_faults(getattr(model, "sees", None))
        if not media_fields(task.input):
            yield f"it sees windows, but {task.input.__name__} has no medium", "derive from CallModel"
    yield from _method_faults(model, kind)
    yield from _type_faults(model, kind, task)
    for name in getattr(model, "depends_on", ()):
        if name not in task.input.model_fields:
            yield f"depends_on names {name!r}, no field of {task.input.__name__}", "name fields that prepare() reads"


def _are_words(words: object) -> bool:
    return isinstance(words, tuple | list) and all(isinstance(word, str) and word.strip() for word in words)


def _card_faults(card: Card) -> Iterator[tuple[str, str]]:
    for name in ("name", "version", "licence"):
        if not (isinstance(getattr(card, name), str) and getattr(card, name).strip()):
            yield f"its card has no {name}", f"give the {name} as a text"
    if card.vocabulary is not None and not _are_words(card.vocabulary):
        yield f"its card's vocabulary is {card.vocabulary!r}", 'give a tuple of phrases: ("logo",), or None'
    if card.requires and not _are_words(card.requires):
        yield f"its card requires {card.requires!r}", 'give a tuple of module names: ("torch",)'
    if not card.runs_on:
        yield "its card runs on nothing", "list at least RunsOn('cpu')"
    for place in card.runs_on:
        if place.device not in get_args(Device) or place.bytes < 0 or place.bytes_each < 0:
            yield f"its card has {place}", f"use a device among {get_args(Device)} and sizes in bytes"
    if any(place.device == "remote" for place in card.runs_on) != (card.remote is not None):
        yield "its card says remote in one place only", "give both RunsOn('remote') and remote=Remote(hosts, sends)"
    if not (card.repeats in ("seeded", "never") or (isinstance(card.repeats, int | float) and card.repeats >= 0)):
        yield f"its card repeats {card.repeats!r}", "give a tolerance >= 0, 'seeded' or 'never'"
    names = [file.name for file in card.weights]
    if len(names) != len(set(names)):
        yield "two weight files have one name", "name each file differently"
    if card.settings is not None and not (isinstance(card.settings, type) and issubclass(card.settings, BaseModel)):
        yield f"its settings are {card.settings!r}", "give a pydantic BaseModel class"


def _sees_faults(sees: object) -> Iterator[tuple[str, str]]:
    if not isinstance(sees, Sees):
        yield f"its sees is {sees!r}", "set the class attribute `sees = Sees(every=1.0, fps=2)`"
        return
    if not sees.fps and not sees.sound:
        yield "it sees neither pictures nor sound", "give fps, or a sample rate as sound"
    if sees.every < 0 or sees.context < 0 or sees.sound < 0 or sees.fps not in get_args(Rate):
        yield f"it sees {sees}", f"use lengths in seconds and fps among {get_args(Rate)}"
    if sees.size is not None and (len(sees.size) != 2 or min(sees.size) < 1):
        yield f"it sees the size {sees.size}", "give (width, height) in pixels"


def _method_faults(model: type[Any], kind: type[Any]) -> Iterator[tuple[str, str]]:
    for name, count in METHODS[kind].items():
        method = getattr(model, name)
        if method is getattr(kind, name):
            yield f"it does not define {name}()", f"a {kind.__name__} needs {', '.join(METHODS[kind])}"
        elif not _takes(method, count + 1):
            yield f"it defines {name}{inspect.signature(method)}", f"take {_expected(kind, name)}"
    for name in ("forward", "feed", "prepare", "read", "open", "close", "load"):
        if inspect.iscoroutinefunction(getattr(model, name, None)):
            yield f"its {name}() is a coroutine", "only CallModel.run may be one"


def _takes(method: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(method).bind(*range(count))
    except TypeError:
        return False
    return True


def _expected(kind: type[Any], name: str) -> str:
    return f"({', '.join(inspect.signature(getattr(kind, name)).parameters)})"


def _type_faults(model: type[Any], kind: type[Any], task: Task[Any, Any]) -> Iterator[tuple[str, str]]:
    given, answered = _type_arguments(model, kind)
    if isinstance(given, type) and not issubclass(task.input, given):
        yield f"it is written for {given.__name__}, its task takes {task.input.__name__}", "use the task's input type"
    if isinstance(answered, type) and not issubclass(answered, task.output):
        yield (
            f"it is written to answer {answered.__name__}, its task promises {task.output.__name__}",
            "use the task's output type",
        )


def _type_arguments(model: type[Any], kind: type[Any]) -> tuple[Any, Any]:
    """The first two type arguments the class gave its kind; None where it left them open."""
    for cls in model.__mro__:
        for base in cls.__dict__.get("__orig_bases__", ()):
            if get_origin(base) is kind:
                found = [_resolved(arg, cls) for arg in get_args(base)[:2]]
                return found[0], found[1]
    return None, None


def _resolved(arg: Any, cls: type[Any]) -> Any:
    if arg is Any or isinstance(arg, TypeVar):
        return None
    if isinstance(arg, ForwardRef):
        return getattr(sys.modules.get(cls.__module__), arg.__forward_arg__, None)
    return arg
