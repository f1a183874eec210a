"""What an engine promises: one awaitable `submit` for whoever wants a model to do something."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sensorium.core.card import RunsOn


class Servable(Protocol):
    """A model as the engine sees it: something with an identity, a size, and three blocking calls.

    `load` runs in a loader thread, `run` and `unload` on a worker of the device, never two at a time for one model.
    Out of memory is told by MemoryError, any ``OutOfMemoryError`` or a RuntimeError that says so: raise it, the
    engine splits the batch, evicts, or moves the model to its next place.
    """

    @property
    def key(self) -> str:
        """Identity: model name and version."""
        ...

    @property
    def places(self) -> Sequence[RunsOn]:
        """Where it can run, in order of preference."""
        ...

    def load(self, place: RunsOn, device: str, threads: int) -> Any:
        """Make a resident instance."""
        ...

    def run(self, resident: Any, payloads: Sequence[Any]) -> Sequence[Any]:
        """One result per payload; an exception instance in an item's place fails that item alone."""
        ...

    def unload(self, resident: Any) -> None: ...


@dataclass(frozen=True)
class Work:
    """One unit of work for a model.

    Units of one `bucket` may share a batch; `units` is what it counts for in memory. A lower `priority` number is
    served first; `deadline` is in seconds of the engine's clock; `user` is whom a fair share is counted for.
    """

    model: Servable
    payload: Any
    bucket: Hashable = None
    units: int = 1
    priority: int = 0
    deadline: float | None = None
    user: str = ""


class Engine(Protocol):
    """LocalEngine, FakeEngine and (extra `ray`) RayEngine."""

    def now(self) -> float:
        """The engine's clock, in seconds: what deadlines are measured by."""
        ...

    async def submit(self, work: Work) -> Any:
        """The result of `work`. Cancelling the awaiting task takes the work out of the queue.

        Raises DeadlineExceeded, RetryLater (the queue is full, or leases hold the memory), OutOfMemory, BadInput (no
        device of this machine suits the model), the model's own typed error, or ModelFailed with its cause.
        """
        ...

    def lease(self, model: Servable) -> AbstractAsyncContextManager[None]:
        """Keep a model resident: for sessions that come back to it."""
        ...

    def expect(self, plan: str, models: Sequence[Servable]) -> None:
        """Tell what a plan will need next, in order; an empty sequence forgets the plan."""
        ...

    async def close(self) -> None:
        """Finish or cancel what runs, unload everything."""
        ...
