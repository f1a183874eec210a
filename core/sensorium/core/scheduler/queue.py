"""What waits: tickets, and the buckets whose jobs may share a batch."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

from sensorium.core.scheduler.batching import BatchSize
from sensorium.core.scheduler.engine import Work

if TYPE_CHECKING:
    from sensorium.core.scheduler.residency import Resident


class Ticket:
    """Something a caller waits for; `token` is the caller's, and `done` is set when it was answered or given up."""

    __slots__ = ("deadline", "done", "rank", "resident", "token")

    def __init__(self, resident: Resident, token: Any, rank: float, deadline: float | None = None) -> None:
        self.resident = resident
        self.token = token
        self.rank = rank
        self.deadline = deadline
        self.done = False


class Job(Ticket):
    """One unit of work in the queue or in a batch.

    `alone` keeps it out of shared batches after one failed; `retried` says its one retry after an
    out-of-memory error is spent.
    """

    __slots__ = ("alone", "queued", "retried", "turn", "units", "work")

    def __init__(self, resident: Resident, token: Any, rank: float, work: Work, turn: float) -> None:
        self.resident = resident
        self.token = token
        self.rank = rank
        self.deadline = work.deadline
        self.done = False
        self.work = work
        self.turn = turn
        self.units = work.units
        self.alone = False
        self.retried = False
        self.queued = False


class Hold(Ticket):
    """A lease, waiting (`granted` unset) or held."""

    __slots__ = ("granted", "released")

    def __init__(self, resident: Resident, token: Any, rank: float) -> None:
        super().__init__(resident, token, rank)
        self.granted = False
        self.released = False


class Batch:
    """Jobs of one model and one bucket that run together; `charged` is the bytes they were promised."""

    __slots__ = ("charged", "instance", "jobs", "resident", "size", "units")

    def __init__(self, resident: Resident, jobs: list[Job], units: int, charged: int, size: BatchSize) -> None:
        self.resident = resident
        self.instance = resident.instance
        self.jobs = jobs
        self.units = units
        self.charged = charged
        self.size = size


class Bucket:
    """Jobs of one shape, least rank first, then first in. Cancelled ones stay until they surface or outnumber."""

    __slots__ = ("_heap", "_sequence", "_sizes", "live")

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Job]] = []
        self._sequence = 0
        self.live = 0
        self._sizes: dict[int, BatchSize] = {}

    def size_at(self, place: int) -> BatchSize:
        """What was learned about batches of this shape at the model's `place`-th place."""
        size = self._sizes.get(place)
        if size is None:
            size = self._sizes[place] = BatchSize()
        return size

    def push(self, job: Job) -> None:
        self._sequence += 1
        heappush(self._heap, (job.rank, self._sequence, job))
        job.queued = True
        self.live += 1

    def head(self) -> Job | None:
        """The job that is due first, left where it is."""
        heap = self._heap
        while heap:
            job = heap[0][2]
            if job.queued:
                return job
            heappop(heap)
        return None

    def pop(self) -> Job:
        """Take the job that `head` showed."""
        job = heappop(self._heap)[2]
        job.queued = False
        self.live -= 1
        return job

    def drop(self, job: Job) -> None:
        """Take a job out wherever it stands."""
        job.queued = False
        self.live -= 1
        if len(self._heap) > 32 and self.live * 2 < len(self._heap):
            self._heap = [entry for entry in self._heap if entry[2].queued]
            heapify(self._heap)
