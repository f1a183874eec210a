"""What happens after a failure: split, evict and retry, move to the next place, or a typed error."""

from __future__ import annotations

from sensorium.core.errors import OutOfMemory
from sensorium.core.scheduler.book import Book, blame
from sensorium.core.scheduler.queue import Batch, Job
from sensorium.core.scheduler.residency import Device, Phase, Resident

PHRASES = ("out of memory", "failed to allocate memory", "bad allocation", "std::bad_alloc")


def out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out, by its type's name, so that no framework is imported to ask."""
    if isinstance(error, MemoryError | OutOfMemory):
        return True
    if any(kind.__name__ == "OutOfMemoryError" for kind in type(error).__mro__):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(phrase in text for phrase in PHRASES)


class Faults:
    """Failures of loads and batches."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def batch(self, batch: Batch, error: BaseException) -> None:
        """A whole batch raised: smaller batches, so that one bad item fails no stranger."""
        single = len(batch.jobs) == 1
        if out_of_memory(error):
            if single:
                self._single(batch.resident, batch.jobs[0], error)
            else:
                batch.size.broke(batch.units)
                self.book.requeue(batch.jobs)
        elif single:
            self.book.refuse(batch.jobs[0], blame(error, batch.resident))
        else:
            for job in batch.jobs:
                job.alone = True
            self.book.requeue(batch.jobs)

    def load(self, resident: Resident, device: Device, error: BaseException) -> None:
        """A load raised; the model is cold again."""
        if not resident.wanted:
            resident.failed_ahead = True
        elif not out_of_memory(error):
            self.book.refuse_all(resident, error)
        elif not resident.load_retried:
            resident.load_retried = True
            self._hush(device, resident)
            return
        elif self._elsewhere(resident):
            resident.floor = resident.place_index + 1
        else:
            resident.floor = 0
            self.book.refuse_all(resident, no_room(resident, error))
        resident.load_retried = False
        if device.quiet is resident:
            device.quiet = None

    def too_large(self, resident: Resident, job: Job) -> None:
        """A single job that the device could not hold even when empty."""
        self._move(resident, job, None)

    def _single(self, resident: Resident, job: Job, error: BaseException) -> None:
        if job.done or resident.device is None:
            return
        if job.retried:
            self._move(resident, job, error)
            return
        job.retried = True
        self.book.enqueue(job)
        self._hush(resident.device, resident)

    def _move(self, resident: Resident, job: Job, error: BaseException | None) -> None:
        """Take the model to its next place, where it has one and nobody leased it here."""
        if resident.kept or not self._elsewhere(resident):
            self.book.refuse(job, no_room(resident, error))
            return
        job.retried = False
        self.book.enqueue(job)
        self.book.evict(resident, floor=resident.place_index + 1)

    def _hush(self, device: Device, resident: Resident) -> None:
        """Evict all that is idle and give the device to one model for its retry."""
        device.quiet = resident
        for other in list(self.book.on(device, Phase.READY)):
            if other is not resident and other.running is None and not other.kept:
                self.book.evict(other)

    def _elsewhere(self, resident: Resident) -> bool:
        """Whether a later place of the model exists and is large enough."""
        places = resident.servable.places
        for index in range(resident.place_index + 1, len(places)):
            need = resident.bytes_on(index) + places[index].bytes_each
            if any(need <= device.ledger.capacity for device in self.book.matching(places[index].device)):
                return True
        return False


def no_room(resident: Resident, error: BaseException | None) -> OutOfMemory:
    """The typed end of every out-of-memory ladder."""
    device = resident.device.name if resident.device else "the device"
    failed = OutOfMemory(
        f"{device} cannot hold a single unit, even with everything idle evicted",
        where=resident.key,
        fix="use a smaller input or model, or raise the memory budget",
    )
    failed.__cause__ = error
    return failed
