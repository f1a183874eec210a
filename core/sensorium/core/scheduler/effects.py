"""What the decision core asks of the world; the world answers through the Decider's inputs."""

from __future__ import annotations

from typing import Any, Protocol

from sensorium.core.scheduler.queue import Batch, Ticket
from sensorium.core.scheduler.residency import Resident


class Effects(Protocol):
    """Every call returns at once; none may call back into the Decider before it returned."""

    def start_load(self, resident: Resident) -> None:
        """Load `resident.servable` at `resident.place` on `resident.device`; then `loaded` or `load_failed`."""
        ...

    def start_unload(self, resident: Resident) -> None:
        """Let go of `resident.instance`; then `unloaded`."""
        ...

    def run_batch(self, batch: Batch) -> None:
        """Run it on its device; then `batch_done` or `batch_failed`."""
        ...

    def resolve(self, ticket: Ticket, value: Any) -> None:
        """Give the waiting caller its result."""
        ...

    def reject(self, ticket: Ticket, error: BaseException) -> None:
        """Raise `error` in the waiting caller."""
        ...

    def wake_at(self, when: float) -> None:
        """Call `tick` at this time; the latest request counts, infinity for none."""
        ...
