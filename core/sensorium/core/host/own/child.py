"""The other side: serves one model class over standard input and output until they close.

python -m sensorium.core.host.own.child MODULE QUALIFIED_NAME
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import ModelFailed
from sensorium.core.host.own.wire import Wire, arrived, crossing, packed
from sensorium.core.media.window import CellWindow, bare_window
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Task
from sensorium.core.values import Media, TimeSpan


def main() -> None:
    """Serve. What the model prints goes to standard error, as standard output carries the answers."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    module, path = sys.argv[1:3]
    kind: Any = import_module(module)
    for part in path.split("."):
        kind = getattr(kind, part)
    wire = Wire(incoming, outgoing)
    served = Served(kind, wire)
    while True:
        try:
            verb, values = wire.receive()
        except EOFError:
            return
        try:
            answer = getattr(served, verb)(*values)
        except Exception as error:
            wire.send("fault", packed(error, kind.card.name))
        else:
            wire.send("answer", answer)


class Served:
    """The model, and its sessions by number. Methods are the verbs of the wire."""

    def __init__(self, kind: Any, wire: Wire) -> None:
        self._kind = kind
        self._model = kind()
        self._fresh = kind()
        self._wire = wire
        self._lock = threading.Lock()
        self._sessions: dict[int, Any] = {}

    def load(self, device: str, chosen: RunsOn, threads: int, weights: str, options: dict[str, Any]) -> None:
        """Load as the host was told to."""
        self._model.load(ChildContext(self._kind.card, device, chosen, threads, Path(weights), options))

    def forward(self, parcels: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Prepare and forward; what cannot be prepared fails alone."""

        def prepared(given: Any, *parcel: Any) -> Any:
            return self._fresh.prepare(opened(parcel, self._kind.sees), given)

        return self._through(prepared, parcels, self._model.forward)

    def read(self, raw: Any, media: Media, cell: TimeSpan, given: Any) -> Any:
        """The cell's answer."""
        return self._fresh.read(raw, bare_window(media, cell, self._kind.sees), given)

    def run(self, inputs: Sequence[Any]) -> list[Any]:
        """A CallModel's answers; coroutines run on a loop of this process."""
        answers = self._model.run([ChildJob(given, at, self._back) for at, given in enumerate(inputs)])
        if asyncio.iscoroutine(answers):
            answers = asyncio.run(answers)
        return [crossing(answer, self._kind.card.name) for answer in answers]

    def open(self, number: int, given: Any) -> None:
        """A new session."""
        self._sessions[number] = self._model.open(ChildJob(given, number, self._back))

    def feed(self, steps: Sequence[tuple[Any, ...]]) -> list[Any]:
        """One step of each session."""

        def step(number: int, *parcel: Any) -> tuple[Any, CellWindow]:
            if number not in self._sessions:
                raise ModelFailed("its session was lost with its process", where=self._kind.card.name, fix="ask again")
            return self._sessions[number], opened(parcel, self._kind.sees)

        return self._through(step, steps, self._model.feed)

    def close(self, number: int) -> Any:
        """A session's rest."""
        return self._model.close(self._sessions.pop(number))

    def _through(
        self, ready: Callable[..., Any], items: Sequence[tuple[Any, ...]], work: Callable[[list[Any]], Sequence[Any]]
    ) -> list[Any]:
        """Each item made ready and all that could be worked on at once; a fault in the place of each that could not."""
        units: list[Any] = []
        faults: dict[int, Exception] = {}
        for at, item in enumerate(items):
            try:
                units.append(ready(*item))
            except Exception as error:
                faults[at] = error
        done = iter(work(units) if units else ())
        return [crossing(faults[at] if at in faults else next(done), self._kind.card.name) for at in range(len(items))]

    def _back(self, verb: str, *values: Any) -> Any:
        with self._lock:
            self._wire.send(verb, *values)
            _, (answer,) = self._wire.receive()
        answer = arrived(answer)
        if isinstance(answer, Exception):
            raise answer
        return answer


class ChildContext:
    """A `LoadContext` on this side."""

    def __init__(
        self, card: Card, device: str, chosen: RunsOn, threads: int, weights: Path, options: dict[str, Any]
    ) -> None:
        self.device, self.chosen, self.threads = device, chosen, threads
        self._card, self._weights, self._options = card, weights, options

    @cached_property
    def http(self) -> Any:
        """Limited to the card's remote hosts."""
        from sensorium.core.host.remote import client

        return client(self._card)

    def weights(self) -> Path:
        """The folder of weight files."""
        return self._weights

    def settings(self, kind: type[BaseModel]) -> BaseModel:
        """The plugin's settings."""
        return kind.model_validate(self._options)


class ChildJob:
    """A `Job` whose doings are calls back to the host, one at a time."""

    def __init__(self, given: Any, number: int, back: Callable[..., Any]) -> None:
        self.input = given
        self._number = number
        self._back = back

    @property
    def scratch(self) -> Path:
        """A folder of this job's own."""
        return Path(self._back("scratch", self._number))

    @property
    def libraries(self) -> Path:
        """Where the user's libraries lie."""
        return Path(self._back("libraries", self._number))

    def check(self) -> None:
        """Raise Cancelled or DeadlineExceeded where the answer is not wanted any more."""
        self._back("check", self._number)

    def progress(self, done: float, note: str = "") -> None:
        """Report the fraction done."""
        self._back("progress", self._number, float(done), note)

    def read(self, media: Media, sees: Sees, within: Any = None) -> Iterator[Window]:
        """Windows of `media` in order of time."""
        reading = self._back("read", self._number, media, sees, within)
        while (parcel := self._back("window", reading)) is not None:
            yield opened(parcel, sees)

    def keep(self, file: Path, kind: type[Any]) -> Any:
        """Move a file to the artifact store."""
        return self._back("keep", self._number, str(file), kind.__name__)

    async def ask(self, task: Task[Any, Any], given: BaseModel) -> Any:
        """Another task's answer."""
        return await asyncio.to_thread(self._back, "ask", self._number, task.name, given)


def opened(parcel: Sequence[Any], sees: Sees) -> CellWindow:
    """A window that has travelled."""
    media, cell, frames, sound = parcel
    return replace(bare_window(media, cell, sees), shown=frames, heard=sound)


if __name__ == "__main__":
    main()
