"""Where each model stands: cold, loading, ready or leaving; who holds it; what it costs."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum
from typing import Any

from sensorium.core.card import RunsOn
from sensorium.core.scheduler.engine import Servable
from sensorium.core.scheduler.ledger import Ledger
from sensorium.core.scheduler.queue import Batch, Bucket, Hold, Job

FAR = float("inf")
LOAD_RATE = 5e8
"""Bytes a second a load is thought to read before one was timed."""


class Phase(Enum):
    COLD = "cold"
    LOADING = "loading"
    READY = "ready"
    LEAVING = "leaving"


class Device:
    """A place with memory: `lanes` batches and `loaders` loads may run there at once.

    `quiet` names the model that gets the device to itself for one retry after an out-of-memory error.
    """

    __slots__ = ("lanes", "ledger", "loaders", "loading", "name", "quiet", "ready", "running", "served")

    def __init__(self, name: str, capacity: int, lanes: int = 1, loaders: int = 1) -> None:
        self.name = name
        self.ledger = Ledger(capacity)
        self.lanes = lanes
        self.loaders = loaders
        self.running = 0
        self.served = 0
        self.loading = 0
        self.ready: dict[Resident, None] = {}
        self.quiet: Resident | None = None

    @property
    def kind(self) -> str:
        """``cuda`` of ``cuda:1``."""
        return self.name.partition(":")[0]


class Resident:
    """A model as the scheduler knows it, loaded or not."""

    __slots__ = (
        "blocked_since", "bucket_of", "bytes", "device", "failed_ahead", "floor", "holds", "instance", "key",
        "last_used", "leases", "load_retried", "load_seconds", "measured", "phase", "pinned", "place",
        "place_index", "queued", "running", "seconds_each", "servable",
    )  # fmt: skip

    def __init__(self, servable: Servable, key: str) -> None:
        self.servable = servable
        self.key = key
        self.phase = Phase.COLD
        self.device: Device | None = None
        self.place: RunsOn = RunsOn("cpu")
        self.place_index = 0
        self.floor = 0
        self.instance: Any = None
        self.bytes = 0
        self.measured: dict[int, int] = {}
        self.bucket_of: dict[Hashable, Bucket] = {}
        self.queued = 0
        self.running: Batch | None = None
        self.holds: list[Hold] = []
        self.leases = 0
        self.pinned = False
        self.last_used = 0.0
        self.load_seconds: float | None = None
        self.seconds_each = 0.001
        self.load_retried = False
        self.failed_ahead = False
        self.blocked_since: float | None = None

    @property
    def wanted(self) -> bool:
        """Whether anyone waits for it."""
        return self.queued > 0 or bool(self.holds)

    @property
    def kept(self) -> bool:
        """Whether eviction must leave it alone, whatever the need."""
        return self.leases > 0 or self.pinned

    @property
    def urgency(self) -> float:
        """The rank of what waits longest for it; infinite where nothing does."""
        best = self.first()
        rank = FAR if best is None else best[1].rank
        return min([rank, *(hold.rank for hold in self.holds)])

    def first(self) -> tuple[Bucket, Job] | None:
        """The bucket to serve next, and the job at its head."""
        best: tuple[Bucket, Job] | None = None
        for bucket in self.bucket_of.values():
            head = bucket.head() if bucket.live else None
            if head is not None and (best is None or head.rank < best[1].rank):
                best = bucket, head
        return best

    def bytes_on(self, index: int) -> int:
        """Resident bytes at its `index`-th place: as measured, else as declared."""
        return self.measured.get(index, self.servable.places[index].bytes)

    @property
    def reload_seconds(self) -> float:
        """What evicting it would cost whoever comes back for it."""
        return self.load_seconds if self.load_seconds is not None else 0.1 + self.bytes / LOAD_RATE
