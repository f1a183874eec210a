"""The decision core: single-threaded, without clock, lock, thread or framework.

Each input records what happened at `now`; `settle` then decides what follows and asks the `Effects` for it. An
engine feeds inputs and calls `settle` once per round, so that work submitted together is batched together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sensorium.core.errors import DeadlineExceeded, ModelFailed, RetryLater, SensoriumError
from sensorium.core.scheduler.admission import Admission
from sensorium.core.scheduler.book import Book, blame, closing
from sensorium.core.scheduler.dispatch import Dispatch
from sensorium.core.scheduler.effects import Effects
from sensorium.core.scheduler.engine import Servable, Work
from sensorium.core.scheduler.eviction import Policy, plan_aware
from sensorium.core.scheduler.faults import Faults
from sensorium.core.scheduler.order import Terms
from sensorium.core.scheduler.queue import Batch, Hold, Job
from sensorium.core.scheduler.residency import FAR, Device, Phase, Resident

LEARNING = 0.2
TERMS = Terms()


class Decider:
    """Decides loads, evictions and batches. `max_queued` bounds the queue over all models."""

    def __init__(
        self,
        devices: Sequence[Device],
        effects: Effects,
        *,
        terms: Terms = TERMS,
        policy: Policy = plan_aware,
        max_queued: int = 16384,
    ) -> None:
        self.book = Book(devices, effects, terms)
        self.max_queued = max_queued
        self._faults = Faults(self.book)
        self._admission = Admission(self.book, policy)
        self._dispatch = Dispatch(self.book, self._admission, self._faults)
        self._ahead = False
        self._alarm = FAR

    def submit(self, work: Work, token: Any, now: float) -> Job:
        """Queue work; RetryLater when the queue is full, DeadlineExceeded when it comes too late."""
        book = self.book
        if book.closed:
            raise closing(work.model.key)
        if book.queued >= self.max_queued:
            raise RetryLater("the queue is full", seconds=self.backlog(), where=work.model.key)
        if work.deadline is not None and work.deadline <= now:
            raise DeadlineExceeded("the deadline had passed already", where=work.model.key, fix="allow more time")
        resident = book.resident(work.model)
        if not book.queued:
            book.order.served = now
        turn = book.order.turn(work.user, work.units * resident.seconds_each, now)
        job = Job(resident, token, book.order.due(turn, work.priority, work.deadline), work, turn)
        book.enqueue(job)
        if work.deadline is not None:
            book.watch(job, work.deadline)
        if resident.queued == 1:
            book.refresh(resident)
        return job

    def cancel(self, ticket: Job | Hold, now: float) -> None:
        """Nobody waits for it any more: it leaves the queue, or its result is dropped."""
        if isinstance(ticket, Hold):
            self.release(ticket, now)
        elif not ticket.done:
            self.book.withdraw(ticket)
            self.book.forget(ticket)

    def loaded(self, resident: Resident, instance: Any, measured: int | None, seconds: float, now: float) -> None:
        """A load ended well; `measured` bytes replace the declared ones where the engine could tell."""
        device = device_of(resident)
        device.loading -= 1
        declared = resident.bytes
        if measured is not None:
            resident.bytes = resident.measured[resident.place_index] = measured
        device.ledger.settle(declared, resident.bytes)
        resident.instance = instance
        resident.phase = Phase.READY
        resident.load_seconds = seconds
        resident.last_used = now
        resident.load_retried = resident.failed_ahead = False
        holds, resident.holds = resident.holds, []
        for hold in holds:
            self._grant(hold)
        if device.ledger.free < 0:
            self._admission.relieve(device, resident, now)
        self.book.refresh(resident)
        self._ahead = True

    def load_failed(self, resident: Resident, error: BaseException, now: float) -> None:
        """A load raised `error`."""
        device = device_of(resident)
        device.loading -= 1
        device.ledger.abandon(resident.bytes)
        resident.phase = Phase.COLD
        self._faults.load(resident, device, error)
        self.book.refresh(resident)

    def unloaded(self, resident: Resident, now: float) -> None:
        """An unload ended, well or not: either way the instance is gone."""
        device = device_of(resident)
        device.ledger.evict(resident.bytes)
        resident.phase = Phase.COLD
        resident.instance = None
        resident.device = None
        resident.bytes = 0
        self.book.refresh(resident)
        self._ahead = True

    def batch_done(self, batch: Batch, results: Sequence[Any], seconds: float, now: float) -> None:
        """A batch returned; an exception in an item's place fails that item alone."""
        jobs = batch.jobs
        if len(results) != len(jobs):
            wrong = ModelFailed(
                f"returned {len(results)} results for {len(jobs)} payloads",
                where=batch.resident.key,
                fix="run must return one result per payload, in order",
            )
            self.batch_failed(batch, wrong, now)
            return
        resident = batch.resident
        batch.size.observe(batch.units, seconds)
        resident.seconds_each += LEARNING * (seconds / max(1, batch.units) - resident.seconds_each)
        self._ended(batch, now)
        for job, result in zip(jobs, results, strict=True):
            if isinstance(result, BaseException):
                self.book.refuse(job, result if isinstance(result, SensoriumError) else blame(result, resident))
            else:
                self.book.answer(job, result)
        self.book.refresh(resident)

    def batch_failed(self, batch: Batch, error: BaseException, now: float) -> None:
        """A batch raised `error` as a whole."""
        self._ended(batch, now)
        self._faults.batch(batch, error)
        self.book.refresh(batch.resident)

    def lease(self, servable: Servable, token: Any, now: float) -> Hold:
        """Ask that a model stay resident; the token is resolved once it is."""
        if self.book.closed:
            raise closing(servable.key)
        resident = self.book.resident(servable)
        order = self.book.order
        hold = Hold(resident, token, order.due(min(now, order.served) if self.book.queued else now, 0, None))
        if resident.phase is Phase.READY:
            self._grant(hold)
        else:
            resident.holds.append(hold)
            self.book.refresh(resident)
        return hold

    def release(self, hold: Hold, now: float) -> None:
        """Give a lease back, granted or not."""
        if hold.released:
            return
        hold.released = True
        resident = hold.resident
        if hold.granted:
            resident.leases -= 1
            resident.last_used = now
        elif hold in resident.holds:
            resident.holds.remove(hold)
            self.book.forget(hold)
            self.book.refresh(resident)

    def pin(self, servable: Servable, pinned: bool = True) -> None:
        """Never evict this model while it is pinned."""
        self.book.resident(servable).pinned = pinned

    def expect(self, plan: str, servables: Sequence[Servable], now: float) -> None:
        """What `plan` needs next, in order; nothing forgets the plan."""
        self.book.expected.set(plan, [self.book.resident(servable).key for servable in servables])
        self._ahead = True

    def tick(self, now: float) -> None:
        """The time asked for by `wake_at` came."""
        self._alarm = FAR
        self.settle(now)

    def close(self, now: float) -> None:
        """Refuse what waits and evict what is idle; the rest follows as it ends."""
        self.book.closed = True
        for resident in self.book.residents.values():
            self.book.refuse_all(resident, closing(resident.key))
            if resident.running is not None:
                for job in resident.running.jobs:
                    self.book.refuse(job, closing(resident.key))

    def settle(self, now: float) -> None:
        """Decide what follows from everything that was told since the last time."""
        book, admission = self.book, self._admission
        if book.timed:
            book.expire(now)
        if book.closed:
            self._clear()
            return
        calm = admission.idle
        if not calm:
            admission.settle(now)
        if self._dispatch.settle(now):
            admission.settle(now)
            calm = False
        if self._ahead and not book.wanted:
            self._ahead = False
            admission.ahead(now)
        if book.timed or self._alarm != FAR or not calm:
            self._set_alarm(min(book.next_deadline, admission.blocked_until()))

    def backlog(self) -> float:
        """Seconds until what is queued now is thought to be done."""
        lanes = sum(device.lanes for device in self.book.devices.values())
        seconds = sum(r.queued * r.seconds_each for r in self.book.residents.values())
        return max(0.1, round(seconds / max(1, lanes), 1))

    @property
    def empty(self) -> bool:
        """Whether nothing is loaded, loading or leaving."""
        return all(resident.phase is Phase.COLD for resident in self.book.residents.values())

    def _set_alarm(self, when: float) -> None:
        if when != self._alarm:
            self._alarm = when
            self.book.effects.wake_at(when)

    def _ended(self, batch: Batch, now: float) -> None:
        resident = batch.resident
        device = device_of(resident)
        device.running -= 1
        if batch.charged:
            device.ledger.discharge(batch.charged)
        resident.running = None
        resident.last_used = now
        if device.quiet is resident:
            device.quiet = None

    def _grant(self, hold: Hold) -> None:
        hold.granted = True
        hold.resident.leases += 1
        self.book.answer(hold, None)

    def _clear(self) -> None:
        for resident in self.book.residents.values():
            if resident.phase is Phase.READY and resident.running is None:
                self.book.evict(resident)


def device_of(resident: Resident) -> Device:
    """The device a loading, loaded or leaving model stands on."""
    if resident.device is None:
        raise RuntimeError(f"{resident.key} stands on no device")
    return resident.device
