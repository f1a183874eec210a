"""The engine of one machine: an event loop in front, worker threads behind, the Decider in between."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from time import monotonic

from sensorium.core.scheduler.decider import TERMS, Decider
from sensorium.core.scheduler.eviction import Policy, plan_aware
from sensorium.core.scheduler.front import Front
from sensorium.core.scheduler.inbox import Event, Inbox
from sensorium.core.scheduler.memory import cores, cpu, machine_devices
from sensorium.core.scheduler.order import Terms
from sensorium.core.scheduler.queue import Batch
from sensorium.core.scheduler.residency import FAR, Device, Resident
from sensorium.core.scheduler.workers import Workers

CPU_LANES = 4
CLOSING = 10.0
"""Seconds `close` waits for what runs."""


class LocalEngine(Front):
    """Runs models in this process.

    `devices` maps names (``cpu``, ``cuda:0``) to budgets in bytes; where it is not given the machine is asked, and
    `memory` caps what it says of the CPU. `lanes` is how many models run at once on the CPU, `threads` how many
    threads each may use there; together they fill the cores, or as many of them as `most` says. No model code runs on
    the event loop.
    """

    def __init__(
        self,
        devices: Mapping[str, int] | None = None,
        *,
        lanes: int | None = None,
        threads: int | None = None,
        most: int | None = None,
        memory: int | None = None,
        terms: Terms = TERMS,
        policy: Policy = plan_aware,
        max_queued: int = 16384,
    ) -> None:
        filled = min(cores(), most or cores())
        lanes = lanes or min(CPU_LANES, filled)
        if devices is None:
            places = machine_devices(lanes, memory)
        else:
            places = [cpu(size, lanes) if name == "cpu" else Device(name, size) for name, size in devices.items()]
        self._decider = Decider(places, self, terms=terms, policy=policy, max_queued=max_queued)
        self._inbox = Inbox(self._handle)
        self._workers = Workers(self._decider, self._inbox, threads or max(1, filled // lanes))
        self._timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.Event | None = None

    def now(self) -> float:
        return monotonic()

    async def close(self) -> None:
        """Refuse what waits, let what runs end, unload everything, end the threads."""
        loop = self._bind()
        self._closing = asyncio.Event()
        self._decider.close(self.now())
        self._stir(loop)
        try:
            await asyncio.wait_for(self._closing.wait(), CLOSING)
        except TimeoutError:
            self._workers.stop(0.0)
        else:
            await asyncio.to_thread(self._workers.stop, CLOSING)
            self._inbox.close()
        if self._timer is not None:
            self._timer.cancel()

    def start_load(self, resident: Resident) -> None:
        """Effects: load in a loader thread."""
        if resident.device is not None:
            self._workers.load(resident.device, resident)

    def start_unload(self, resident: Resident) -> None:
        """Effects: unload on the device's worker."""
        if resident.device is not None:
            self._workers.unload(resident.device, resident)

    def run_batch(self, batch: Batch) -> None:
        """Effects: run on the device's worker."""
        if batch.resident.device is not None:
            self._workers.run(batch.resident.device, batch)

    def wake_at(self, when: float) -> None:
        """Effects: one timer, moved."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if when < FAR and self._loop is not None:
            self._timer = self._loop.call_later(max(0.0, when - self.now()), self._tick)

    def _attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        self._inbox.attach(loop)
        loop.call_soon(self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._decider.tick(self.now())

    def _handle(self, events: deque[Event]) -> None:
        """Tell the Decider what the workers did, then let it decide once."""
        if self._calls:
            self._lonely, self._calls = self._calls == 1, 0
        now = self.now()
        while events:
            tell, what = events.popleft()
            tell(*what, now)
        self._settle()

    def _settle(self) -> None:
        super()._settle()
        if self._closing is not None and self._decider.empty:
            self._closing.set()
