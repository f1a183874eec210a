"""A model class that stands for one running in an interpreter of its own."""

from __future__ import annotations

import asyncio
import itertools
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretBytes, SecretStr

from sensorium.core import values
from sensorium.core.choosing import ModelClass
from sensorium.core.conformance import kind_of
from sensorium.core.errors import PluginError
from sensorium.core.host.call import asks
from sensorium.core.host.own.process import OwnProcess
from sensorium.core.host.own.wire import arrived
from sensorium.core.model import CallModel, LoadContext, StreamModel, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Task

_READERS = threading.Lock()
COPIED = ("task", "card", "sees", "depends_on", "restricts")


def in_own_process(kind: ModelClass) -> ModelClass:
    """The stand-in for `kind`; PluginError where another interpreter could not import it by name."""
    module = sys.modules.get(kind.__module__)
    if "<locals>" in kind.__qualname__ or getattr(module, kind.__name__, None) is not kind:
        raise PluginError(
            f"{kind.__qualname__} cannot be imported by name", fix="define models of an own process at a module's top"
        )
    base = {WindowModel: WindowProxy, StreamModel: StreamProxy}.get(kind_of(kind) or CallModel)
    chosen = base or (AskingProxy if asks(kind) else CallProxy)
    copied = {name: getattr(kind, name) for name in COPIED if hasattr(kind, name)}
    names = {"__module__": kind.__module__, "__doc__": kind.__doc__, "target": (kind.__module__, kind.__qualname__)}
    made: Any = type(kind.__name__, (chosen,), {**copied, **names})
    apart: ModelClass = made
    return apart


class Proxy:
    """Starts the other interpreter in `load` and ends it in `unload`."""

    target: tuple[str, str]
    card: Any
    process: OwnProcess

    def load(self, context: LoadContext) -> None:
        """Start the process and let it load there."""
        weights = str(context.weights()) if self.card.weights else ""
        options = _plain(context.settings(self.card.settings)) if self.card.settings else {}
        begin = ("load", context.device, context.chosen, context.threads, weights, options)
        self.process = OwnProcess(self.card.name, *self.target, (begin,))
        self.process.start()

    def unload(self) -> None:
        """End the process."""
        self.process.stop()


class WindowProxy(Proxy, WindowModel[Any, Any, Any, Any]):
    """Windows travel as they are: `prepare` and `forward` run there, `read` in a further process that loads nothing."""

    reader: OwnProcess | None = None

    def prepare(self, window: Window, given: Any) -> Any:
        """A parcel of the window, for `forward`."""
        return (given, *parcel(window, self.sees))

    def forward(self, units: Sequence[Any]) -> Sequence[Any]:
        """Raws, prepared and forwarded there."""
        return [arrived(raw) for raw in self.process.call("forward", tuple(units))]

    def read(self, raw: Any, window: Window, given: Any) -> Any:
        """The cell's answer, read there."""
        with _READERS:
            if self.reader is None:
                self.reader = OwnProcess(self.card.name, *self.target)
        return self.reader.call("read", raw, window.media, window.cell, given)

    def end_reading(self) -> None:
        """End the process that reads."""
        if self.reader is not None:
            self.reader.stop()


class CallProxy(Proxy, CallModel[Any, Any]):
    """Jobs stay here; their inputs travel, and what the model does with a job comes back as calls."""

    def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
        """Answers from there."""
        back = Back(dict(enumerate(jobs)))
        return [arrived(answer) for answer in self.process.call("run", tuple(j.input for j in jobs), back=back)]


class AskingProxy(Proxy, CallModel[Any, Any]):
    """A model that asks other tasks; its questions are answered one at a time."""

    async def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
        """Answers from there, without holding up this loop."""
        back = Back(dict(enumerate(jobs)), asyncio.get_running_loop())
        inputs = tuple(job.input for job in jobs)
        answers = await asyncio.to_thread(lambda: self.process.call("run", inputs, back=back))
        return [arrived(answer) for answer in answers]


class StreamProxy(Proxy, StreamModel[Any, Any, int]):
    """Sessions live there, known here by number; those of a process that died are lost with it."""

    def load(self, context: LoadContext) -> None:
        """Start the process and let it load there."""
        super().load(context)
        self.numbers = itertools.count()
        self.jobs: dict[int, Any] = {}

    def open(self, job: Any) -> int:
        """A new session there."""
        number = next(self.numbers)
        self.jobs[number] = job
        self.process.call("open", number, job.input, back=Back(self.jobs))
        return number

    def feed(self, steps: Sequence[tuple[int, Window]]) -> Sequence[Any]:
        """One step of each session."""
        taken = tuple((number, *parcel(window, self.sees)) for number, window in steps)
        return [arrived(answer) for answer in self.process.call("feed", taken, back=Back(self.jobs))]

    def close(self, state: int) -> Any:
        """A session's rest."""
        job = self.jobs.pop(state)
        return self.process.call("close", state, back=Back({state: job}))


class Back:
    """Answers what a job of the other side asks of its host."""

    def __init__(self, jobs: dict[int, Any], loop: asyncio.AbstractEventLoop | None = None) -> None:
        self._jobs = jobs
        self._loop = loop
        self._readings: list[tuple[Iterator[Window], Sees]] = []

    def __call__(self, verb: str, *given: Any) -> Any:
        answers: dict[str, Callable[..., Any]] = {
            "scratch": lambda job: str(self._jobs[job].scratch),
            "libraries": lambda job: str(self._jobs[job].libraries),
            "check": lambda job: self._jobs[job].check(),
            "progress": lambda job, done, note: self._jobs[job].progress(done, note),
            "keep": lambda job, file, kind: self._jobs[job].keep(Path(file), getattr(values, kind)),
            "read": self._read,
            "window": self._window,
            "ask": self._ask,
        }
        return answers[verb](*given)

    def _read(self, job: int, media: Any, sees: Sees, within: Any) -> int:
        self._readings.append((self._jobs[job].read(media, sees, within), sees))
        return len(self._readings) - 1

    def _window(self, reading: int) -> Any:
        windows, sees = self._readings[reading]
        window = next(windows, None)
        return None if window is None else parcel(window, sees)

    def _ask(self, job: int, task: str, given: BaseModel) -> Any:
        if self._loop is None:
            return self._jobs[job].ask(Task(task, "", type(given), BaseModel), given)

        async def asked() -> Any:
            return await self._jobs[job].ask(task, given)

        return asyncio.run_coroutine_threadsafe(asked(), self._loop).result()


def parcel(window: Window, sees: Sees) -> tuple[Any, ...]:
    """A window as it travels: medium, cell, pictures, sound."""
    return window.media, window.cell, window.frames if sees.fps else None, window.sound if sees.sound else None


def _plain(options: BaseModel) -> dict[str, Any]:
    plain = options.model_dump(mode="json")
    for name, value in options:
        if isinstance(value, SecretStr | SecretBytes):
            secret = value.get_secret_value()
            plain[name] = secret if isinstance(secret, str) else secret.decode()
    return plain
