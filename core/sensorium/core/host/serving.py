"""Models as the engine sees them: one identity, blocking calls, errors in an item's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sensorium.core.card import RunsOn
from sensorium.core.choosing import ModelClass
from sensorium.core.debug import show, trace
from sensorium.core.errors import ModelFailed, SensoriumError
from sensorium.core.invalid import raised
from sensorium.core.model import Job, LoadContext
from sensorium.core.scheduler.faults import out_of_memory
from sensorium.core.sees import Window

Loading = Callable[[RunsOn, str, int], LoadContext]


class Forward(NamedTuple):
    """A WindowModel's unit."""

    unit: Any


class Call(NamedTuple):
    """A CallModel's job."""

    job: Job[Any]


class Opening(NamedTuple):
    """A StreamModel's new session."""

    job: Job[Any]


class Feeding(NamedTuple):
    """One step of a session."""

    state: Any
    window: Window


class Closing(NamedTuple):
    """A session's end."""

    state: Any


Payload = Forward | Call | Opening | Feeding | Closing
STEPS: dict[type[Any], Callable[[Any, Sequence[Any]], Sequence[Any]]] = {
    Forward: lambda model, items: model.forward([item.unit for item in items]),
    Call: lambda model, items: model.run([item.job for item in items]),
    Opening: lambda model, items: [model.open(item.job) for item in items],
    Feeding: lambda model, items: model.feed([(item.state, item.window) for item in items]),
    Closing: lambda model, items: [model.close(item.state) for item in items],
}
"""How each kind of payload runs. Payloads of one batch are of one kind, as the kind is part of the bucket."""


class ModelServable:
    """A model class adapted to `scheduler.engine.Servable`.

    A batch that raises goes up to the engine, which runs its items one by one, so that a bad one fails no stranger.
    A step of sessions cannot run twice, as it may have changed their state: all of that step fail.
    """

    def __init__(self, model: ModelClass, loading: Loading) -> None:
        self.model = model
        self.device = ""
        self._loading = loading

    @property
    def key(self) -> str:
        return f"{self.model.card.name} {self.model.card.version}"

    @property
    def places(self) -> Sequence[RunsOn]:
        return self.model.card.runs_on

    def load(self, place: RunsOn, device: str, threads: int) -> Any:
        """A loaded instance; ModelFailed where `load` raises something undeclared."""
        instance = self.model()
        try:
            instance.load(self._loading(place, device, threads))
        except Exception as error:
            if passes(error):
                raise
            raise failed(self.model, "load", error) from error
        self.device = device
        return instance

    def run(self, resident: Any, payloads: Sequence[Any]) -> Sequence[Any]:
        """One result per payload; an error stands in an item's place."""
        kind = type(payloads[0])
        try:
            results = list(STEPS[kind](resident, payloads))
        except Exception as error:
            if kind is Feeding:
                return [declared(self.model, "feed", error) for _ in payloads]
            if len(payloads) > 1 or out_of_memory(error):
                raise
            return [declared(self.model, kind.__name__.lower(), error)]
        return [declared(self.model, "run", r) if isinstance(r, Exception) else r for r in results]

    def unload(self, resident: Any) -> None:
        resident.unload()


def passes(error: BaseException) -> bool:
    """Whether an error is one that the host and the engine know what to do with."""
    return isinstance(error, SensoriumError) or out_of_memory(error)


def declared(model: ModelClass, step: str, error: Exception) -> Exception:
    """The error itself where it is a declared one, else ModelFailed."""
    return error if passes(error) else failed(model, step, error)


def failed(model: ModelClass, step: str, error: BaseException) -> ModelFailed:
    """An undeclared error of a model as the declared one; the original is the cause."""
    fix = "report it to the plugin's author; other steps go on"
    if step in ("prepare", "read") and isinstance(error, AttributeError):
        fix = "prepare and read run on an instance that was not loaded: keep what load makes out of them"
    fault = ModelFailed(f"{step} raised {raised(error)}", where=model.card.name, fix=fix)
    fault.__cause__ = error
    show(trace(error))
    return fault
