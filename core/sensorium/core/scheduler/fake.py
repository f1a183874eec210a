"""An engine for tests: the real Decider over a virtual clock, with no thread and no waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from typing import Any, NamedTuple

from sensorium.core.scheduler.decider import TERMS, Decider
from sensorium.core.scheduler.engine import Servable
from sensorium.core.scheduler.eviction import Policy, plan_aware
from sensorium.core.scheduler.front import Front
from sensorium.core.scheduler.order import Terms
from sensorium.core.scheduler.queue import Batch
from sensorium.core.scheduler.residency import FAR, Device, Resident

HOPS = 16
"""Idle rounds of the event loop after which nobody is thought to submit more at this instant."""


class Entry(NamedTuple):
    """One line of the log: when, ``load``, ``unload``, ``run`` or ``fail``, the model's key, units run, the device."""

    at: float
    what: str
    key: str
    units: int = 0
    device: str = ""


class FakeEngine(Front):
    """Models are called inline; time passes only when every task waits.

    `run_seconds(model, units)` and `load_seconds(model)` say how long things take on the virtual clock, `log` what
    happened. Budgets as LocalEngine's `devices`.
    """

    def __init__(
        self,
        devices: Mapping[str, int] | None = None,
        *,
        lanes: int = 2,
        run_seconds: Callable[[Servable, int], float] = lambda model, units: 0.01 * units,
        load_seconds: Callable[[Servable], float] = lambda model: 0.1,
        terms: Terms = TERMS,
        policy: Policy = plan_aware,
        max_queued: int = 16384,
    ) -> None:
        budgets = devices if devices is not None else {"cpu": 8 << 30}
        places = [
            Device(name, size, lanes if name == "cpu" else 1, lanes if name == "cpu" else 1)
            for name, size in budgets.items()
        ]
        self._decider = Decider(places, self, terms=terms, policy=policy, max_queued=max_queued)
        self._run_seconds = run_seconds
        self._load_seconds = load_seconds
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._sequence = 0
        self._time = 0.0
        self._alarm = FAR
        self._hops = 0
        self._turning = False
        self._emptied: asyncio.Event | None = None
        self.log: list[Entry] = []

    def now(self) -> float:
        """Virtual seconds since the engine was made."""
        return self._time

    async def close(self) -> None:
        """Refuse what waits, unload everything."""
        loop = self._bind()
        self._decider.close(self._time)
        self._stir(loop)
        self._emptied = asyncio.Event()
        await self._emptied.wait()

    def start_load(self, resident: Resident) -> None:
        """Effects: the load ends later on the virtual clock."""
        self._after(self._load_seconds(resident.servable), lambda: self._load(resident))

    def start_unload(self, resident: Resident) -> None:
        """Effects: an unload takes no time."""
        self._after(0.0, lambda: self._unload(resident))

    def run_batch(self, batch: Batch) -> None:
        """Effects: the batch ends later on the virtual clock."""
        self._after(self._run_seconds(batch.resident.servable, batch.units), lambda: self._run(batch))

    def wake_at(self, when: float) -> None:
        """Effects: the next alarm."""
        self._alarm = when

    def _attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._turning = False
        self._turn()

    def _settle(self) -> None:
        self._hops = 0
        super()._settle()
        self._turn()
        self._ended()

    def _turn(self) -> None:
        """Go on turning while anything is to come."""
        if not self._turning and self._loop is not None and (self._events or self._alarm < FAR):
            self._turning = True
            self._loop.call_soon(self._next)

    def _next(self) -> None:
        """Let the loop go round until it is idle, then jump to the next event."""
        self._turning = False
        self._hops += 1
        if self._hops > HOPS:
            self._hops = 0
            self._jump()
            self._ended()
        self._turn()

    def _jump(self) -> None:
        if self._events and self._events[0][0] <= self._alarm:
            at, _, act = heappop(self._events)
            self._time = max(self._time, at)
            act()
            self._decider.settle(self._time)
        elif self._alarm < FAR:
            self._time, self._alarm = max(self._time, self._alarm), FAR
            self._decider.tick(self._time)

    def _ended(self) -> None:
        if self._emptied is not None and self._decider.empty:
            self._emptied.set()

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        self._sequence += 1
        heappush(self._events, (self._time + seconds, self._sequence, act))

    def _note(self, what: str, resident: Resident, units: int = 0) -> None:
        device = resident.device.name if resident.device else ""
        self.log.append(Entry(self._time, what, resident.key, units, device))

    def _load(self, resident: Resident) -> None:
        name = resident.device.name if resident.device else ""
        try:
            instance: Any = resident.servable.load(resident.place, name, 1)
        except Exception as error:
            self._note("fail", resident)
            self._decider.load_failed(resident, error, self._time)
        else:
            self._note("load", resident)
            seconds = self._load_seconds(resident.servable)
            self._decider.loaded(resident, instance, None, seconds, self._time)

    def _unload(self, resident: Resident) -> None:
        self._note("unload", resident)
        resident.servable.unload(resident.instance)
        self._decider.unloaded(resident, self._time)

    def _run(self, batch: Batch) -> None:
        resident = batch.resident
        try:
            results = list(resident.servable.run(batch.instance, [job.work.payload for job in batch.jobs]))
        except Exception as error:
            self._note("fail", resident, batch.units)
            self._decider.batch_failed(batch, error, self._time)
        else:
            self._note("run", resident, batch.units)
            seconds = self._run_seconds(resident.servable, batch.units)
            self._decider.batch_done(batch, results, seconds, self._time)
