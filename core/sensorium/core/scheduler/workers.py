"""Threads that load, run and unload: a few lanes and loaders per device, started when first needed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from time import perf_counter
from typing import Any

from sensorium.core.scheduler.decider import Decider
from sensorium.core.scheduler.inbox import Inbox
from sensorium.core.scheduler.memory import in_use
from sensorium.core.scheduler.queue import Batch
from sensorium.core.scheduler.residency import Device, Resident

LOG = logging.getLogger(__name__)

Task = tuple[Callable[[Any], None], Any]


class Crew:
    """Daemon threads that share one queue: daemons, so that a run that never ends cannot hold the process.

    A thread is started only for work that the others are too busy for: one thread that comes back for more is
    woken faster than two that take turns.
    """

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._size = size
        self._queue: SimpleQueue[Task | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def put(self, task: Task, busy: int) -> None:
        """Queue a task; `busy` counts what is under way, this task included."""
        if len(self._threads) < min(busy, self._size):
            name = f"sensorium-{self._name}-{len(self._threads)}"
            thread = threading.Thread(target=self._serve, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._queue.put(task)

    def _serve(self) -> None:
        get = self._queue.get
        while (task := get()) is not None:
            act, argument = task
            act(argument)
            del task, act, argument

    def stop(self, timeout: float) -> None:
        """End the threads once they are through with what was put before."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout)


class Workers:
    """The blocking half of the effects; what came of it is posted to the inbox."""

    def __init__(self, decider: Decider, inbox: Inbox, threads: int) -> None:
        self._decider = decider
        self._inbox = inbox
        self._threads = threads
        self._crews: dict[tuple[str, str], Crew] = {}

    def load(self, device: Device, resident: Resident) -> None:
        """In a loader thread: a long load holds up no batch."""
        self._crew("load", device, device.loaders).put((self._load, resident), device.loading)

    def unload(self, device: Device, resident: Resident) -> None:
        """On a lane of the device."""
        self._crew("run", device, device.lanes).put((self._unload, resident), device.running + 1)

    def run(self, device: Device, batch: Batch) -> None:
        """On a lane of the device."""
        self._crew("run", device, device.lanes).put((self._run, batch), device.running)

    def stop(self, timeout: float) -> None:
        """End every thread that ends within `timeout` seconds."""
        for crew in self._crews.values():
            crew.stop(timeout)
        self._crews.clear()

    def _crew(self, kind: str, device: Device, size: int) -> Crew:
        crew = self._crews.get((kind, device.name))
        if crew is None:
            crew = self._crews[kind, device.name] = Crew(f"{kind}-{device.name}", size)
        return crew

    def _run(self, batch: Batch) -> None:
        started = perf_counter()
        try:
            payloads = [job.work.payload for job in batch.jobs]
            results = list(batch.resident.servable.run(batch.instance, payloads))
        except BaseException as error:
            self._inbox.post((self._decider.batch_failed, (batch, error)))
        else:
            self._inbox.post((self._decider.batch_done, (batch, results, perf_counter() - started)))

    def _load(self, resident: Resident) -> None:
        device = resident.device
        name = device.name if device else ""
        before, served = in_use(name), device.served if device and not device.running else -1
        started = perf_counter()
        try:
            instance = resident.servable.load(resident.place, name, self._threads)
        except BaseException as error:
            self._inbox.post((self._decider.load_failed, (resident, error)))
            return
        seconds, after = perf_counter() - started, in_use(name)
        alone = device is not None and device.served == served and device.loading == 1
        grown = after - before if alone and before is not None and after is not None else None
        measured = grown if grown and (resident.place.device != "cpu" or not resident.place.bytes) else None
        self._inbox.post((self._decider.loaded, (resident, instance, measured, seconds)))

    def _unload(self, resident: Resident) -> None:
        try:
            resident.servable.unload(resident.instance)
        except Exception:
            LOG.exception("%s failed to unload; its memory counts as free", resident.key)
        finally:
            self._inbox.post((self._decider.unloaded, (resident,)))
