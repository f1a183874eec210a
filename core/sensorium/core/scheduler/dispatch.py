"""Which batch runs next on a free lane. There is no waiting window: a batch grows only while the device is busy."""

from __future__ import annotations

from sensorium.core.scheduler.admission import Admission
from sensorium.core.scheduler.book import Book, late
from sensorium.core.scheduler.faults import Faults
from sensorium.core.scheduler.queue import Batch, Bucket, Job
from sensorium.core.scheduler.residency import FAR, Device, Phase, Resident


class Dispatch:
    """Fills free lanes with the most urgent batches of models that are ready."""

    def __init__(self, book: Book, admission: Admission, faults: Faults) -> None:
        self.book = book
        self.admission = admission
        self.faults = faults

    def settle(self, now: float) -> bool:
        """Start what can start; whether somebody was found without bytes for his next job."""
        cramped = False
        for device in self.book.devices.values():
            if device.ready and device.running < device.lanes:
                cramped |= self._fill(device, now)
        return cramped

    def _fill(self, device: Device, now: float) -> bool:
        cramped = False
        passed: set[Resident] = set()
        while device.ready and device.running < device.lanes:
            resident = self._pick(device, passed)
            if resident is None:
                break
            if (short := self._serve(resident, device, now)) is not None:
                passed.add(resident)
                cramped |= short
        return cramped

    def _pick(self, device: Device, passed: set[Resident]) -> Resident | None:
        """The model whose work is due first, of those that may run."""
        if device.quiet is not None:
            return self._pick_quiet(device, device.quiet, passed)
        best, least = None, FAR
        for resident in device.ready:
            if resident in passed or resident in self.admission.condemned:
                continue
            if len(device.ready) == 1:
                return resident
            first = resident.first()
            if first is not None and (best is None or first[1].rank < least):
                best, least = resident, first[1].rank
        return best

    def _pick_quiet(self, device: Device, quiet: Resident, passed: set[Resident]) -> Resident | None:
        """Only the model that retries, and only once it has the device to itself."""
        stirs = device.running or device.loading or any(self.book.on(device, Phase.LEAVING))
        return quiet if quiet in device.ready and quiet not in passed and not stirs else None

    def _serve(self, resident: Resident, device: Device, now: float) -> bool | None:
        """Run the model's most urgent batch; where its first job finds no bytes, whether that is news."""
        first = resident.first()
        if first is None:
            self.book.refresh(resident)
            return None
        bucket, each = first[0], resident.place.bytes_each
        size = bucket.size_at(resident.place_index)
        limit = min(size.limit, resident.place.max_batch or size.limit)
        room = device.ledger.free - self.admission.claimed(device, resident) if each else 0
        jobs, units = self._gather(bucket, limit, each, room, now)
        head = bucket.head()
        if not jobs and head is not None:
            need = head.units * each
            if resident.bytes + need > device.ledger.capacity:
                self.faults.too_large(resident, self.book.take(bucket))
                self.book.refresh(resident)
                return None
            new = self.admission.cramped.get(resident) != need
            self.admission.cramped[resident] = need
            return new
        if jobs:
            self._run(resident, device, Batch(resident, jobs, units, units * each, size), now)
        self.book.refresh(resident)
        return None

    def _gather(self, bucket: Bucket, limit: int, each: int, room: int, now: float) -> tuple[list[Job], int]:
        """Jobs for one batch, in order of rank, and their units; what expired is rejected on the way."""
        jobs: list[Job] = []
        units = 0
        while (job := bucket.head()) is not None:
            if job.deadline is not None and job.deadline <= now:
                self.book.refuse(self.book.take(bucket), late(job))
                continue
            if jobs and (job.alone or units + job.units > limit):
                break
            if each and (units + job.units) * each > room:
                break
            jobs.append(self.book.take(bucket))
            units += job.units
            if job.alone:
                break
        return jobs, units

    def _run(self, resident: Resident, device: Device, batch: Batch, now: float) -> None:
        if batch.charged:
            device.ledger.charge(batch.charged)
        if self.admission.cramped:
            self.admission.cramped.pop(resident, None)
        device.running += 1
        device.served += 1
        resident.running = batch
        resident.last_used = now
        self.book.order.advance(batch.jobs[0].turn)
        self.book.effects.run_batch(batch)
