"""The scheduler's state in one place: devices, models, deadlines, and the one door through which answers leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from heapq import heapify, heappop, heappush
from typing import Any

from sensorium.core.errors import Cancelled, DeadlineExceeded, ModelFailed, SensoriumError
from sensorium.core.invalid import raised
from sensorium.core.scheduler.effects import Effects
from sensorium.core.scheduler.engine import Servable
from sensorium.core.scheduler.eviction import Expectations
from sensorium.core.scheduler.order import Order, Terms
from sensorium.core.scheduler.queue import Bucket, Job, Ticket
from sensorium.core.scheduler.residency import FAR, Device, Phase, Resident

BUCKETS = 64


class Book:
    """What admission, dispatch and faults share."""

    def __init__(self, devices: Sequence[Device], effects: Effects, terms: Terms) -> None:
        self.devices = {device.name: device for device in devices}
        self.effects = effects
        self.order = Order(terms)
        self.expected = Expectations()
        self.residents: dict[str, Resident] = {}
        self.wanted: dict[Resident, None] = {}
        self.queued = 0
        self.closed = False
        self.timed = 0
        """Tickets with a deadline that somebody still waits for."""
        self._deadlines: list[tuple[float, int, Job]] = []
        self._sequence = 0

    def resident(self, servable: Servable) -> Resident:
        """The record of a model, made at first sight."""
        key = servable.key
        resident = self.residents.get(key)
        if resident is None:
            resident = self.residents[key] = Resident(servable, key)
        elif resident.phase is Phase.COLD and not resident.wanted:
            resident.servable = servable
        return resident

    def matching(self, kind: str) -> list[Device]:
        """Devices of a kind, the emptiest first."""
        found = [device for device in self.devices.values() if device.kind == kind]
        return sorted(found, key=lambda device: -device.ledger.free) if len(found) > 1 else found

    def on(self, device: Device, *phases: Phase) -> Iterator[Resident]:
        """The models that stand on `device` in one of `phases`."""
        return (r for r in self.residents.values() if r.device is device and r.phase in phases)

    def enqueue(self, job: Job) -> None:
        """Put a job where its like wait."""
        resident, key = job.resident, job.work.bucket
        bucket = resident.bucket_of.get(key)
        if bucket is None:
            if len(resident.bucket_of) >= BUCKETS:
                resident.bucket_of = {k: b for k, b in resident.bucket_of.items() if b.live}
            bucket = resident.bucket_of[key] = Bucket()
        bucket.push(job)
        resident.queued += 1
        self.queued += 1

    def requeue(self, jobs: Sequence[Job]) -> None:
        """Put back what ran in vain and still has somebody waiting."""
        for job in jobs:
            if not job.done:
                self.enqueue(job)

    def take(self, bucket: Bucket) -> Job:
        """The head of a bucket, no longer queued."""
        job = bucket.pop()
        job.resident.queued -= 1
        self.queued -= 1
        return job

    def withdraw(self, job: Job) -> None:
        """Take a job out of its queue, wherever it stands."""
        if job.queued:
            job.resident.bucket_of[job.work.bucket].drop(job)
            job.resident.queued -= 1
            self.queued -= 1
            self.refresh(job.resident)

    def refresh(self, resident: Resident) -> None:
        """Bring the lists of who can run and who wants to load up to date."""
        device = resident.device
        if device is not None:
            if resident.queued and resident.running is None and resident.phase is Phase.READY:
                device.ready[resident] = None
            elif device.ready:
                device.ready.pop(resident, None)
            if device.quiet is resident and not resident.wanted and resident.running is None:
                device.quiet = None
        if resident.phase is Phase.COLD and (resident.queued or resident.holds):
            self.wanted[resident] = None
        elif self.wanted:
            self.wanted.pop(resident, None)

    def evict(self, resident: Resident, *, floor: int = 0) -> None:
        """Unload a ready, idle model; `floor` is the first place it may come back to."""
        resident.phase = Phase.LEAVING
        resident.floor = floor
        self.refresh(resident)
        self.effects.start_unload(resident)

    def answer(self, ticket: Ticket, value: Any) -> None:
        """Resolve once."""
        if not ticket.done:
            self.forget(ticket)
            self.effects.resolve(ticket, value)

    def refuse(self, ticket: Ticket, error: BaseException) -> None:
        """Reject once."""
        if not ticket.done:
            self.forget(ticket)
            self.effects.reject(ticket, error)

    def forget(self, ticket: Ticket) -> None:
        """Nobody waits for it any more."""
        ticket.done = True
        if ticket.deadline is not None:
            self.timed -= 1

    def refuse_all(self, resident: Resident, error: BaseException) -> None:
        """Nobody who waits for this model will get it."""
        holds, resident.holds = resident.holds, []
        for hold in holds:
            self.refuse(hold, blame(error, resident))
        for bucket in resident.bucket_of.values():
            while bucket.head() is not None:
                self.refuse(self.take(bucket), blame(error, resident))
        self.refresh(resident)

    def watch(self, job: Job, deadline: float) -> None:
        """Remember a job that has a deadline."""
        self._sequence += 1
        self.timed += 1
        heappush(self._deadlines, (deadline, self._sequence, job))
        if len(self._deadlines) > 64 and self.timed * 2 < len(self._deadlines):
            self._deadlines = [entry for entry in self._deadlines if not entry[2].done]
            heapify(self._deadlines)

    def expire(self, now: float) -> None:
        """Reject what is past its deadline, queued or running."""
        heap = self._deadlines
        while heap and (heap[0][2].done or heap[0][0] <= now):
            job = heappop(heap)[2]
            self.withdraw(job)
            self.refuse(job, late(job))

    @property
    def next_deadline(self) -> float:
        """When `expire` has something to do."""
        heap = self._deadlines
        while heap and heap[0][2].done:
            heappop(heap)
        return heap[0][0] if heap else FAR


def late(job: Job) -> DeadlineExceeded:
    return DeadlineExceeded(
        "the deadline passed before the work was done", where=job.resident.key, fix="allow more time"
    )


def closing(key: str) -> Cancelled:
    return Cancelled("the engine was closed", where=key)


def blame(error: BaseException, resident: Resident) -> BaseException:
    """An error of a caller's own: a copy of a typed one, else ModelFailed with the original as its cause."""
    if isinstance(error, SensoriumError):
        typed = copy(error)
        typed.__cause__ = error.__cause__
        return typed
    failed = ModelFailed(raised(error), where=resident.key, fix="this is a fault of the model; see its cause")
    failed.__cause__ = error
    return failed
