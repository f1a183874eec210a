"""The asyncio face of a Decider, shared by every engine that decides in this process."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sensorium.core.scheduler.decider import Decider
from sensorium.core.scheduler.engine import Servable, Work
from sensorium.core.scheduler.queue import Ticket


class Front(ABC):
    """Futures in, futures out; everything here runs on the event loop's thread.

    A settle is put off to the end of the loop's round, so that calls made together are decided together; only
    where calls come one by one is the next decided at once, which saves it a turn of the loop.
    """

    _decider: Decider
    _loop: asyncio.AbstractEventLoop | None = None
    _stirred = False
    _calls = 0
    _lonely = False

    @abstractmethod
    def now(self) -> float:
        """The engine's clock, in seconds: what deadlines are measured by."""

    @abstractmethod
    def _attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Serve this loop from now on."""

    async def submit(self, work: Work) -> Any:
        """The result of `work`; cancelling the awaiting task takes it out of the queue."""
        loop = self._bind()
        future: asyncio.Future[Any] = loop.create_future()
        job = self._decider.submit(work, future, self.now())
        self._calls += 1
        if self._lonely and not self._stirred:
            self._lonely = False
            self._settle()
        else:
            self._stir(loop)
        try:
            return await future
        finally:
            if not job.done:
                self._decider.cancel(job, self.now())
                self._stir(loop)

    @asynccontextmanager
    async def lease(self, model: Servable) -> AsyncIterator[None]:
        """Keep a model resident while the block runs; enters once it is loaded."""
        loop = self._bind()
        future: asyncio.Future[None] = loop.create_future()
        hold = self._decider.lease(model, future, self.now())
        self._stir(loop)
        try:
            await future
            yield
        finally:
            self._decider.release(hold, self.now())
            self._stir(loop)

    def expect(self, plan: str, models: Sequence[Servable]) -> None:
        """Tell what a plan will need next, in order; an empty sequence forgets the plan."""
        self._decider.expect(plan, models, self.now())
        if self._loop is not None and not self._loop.is_closed():
            self._stir(self._loop)

    def pin(self, model: Servable, pinned: bool = True) -> None:
        """Keep a model from ever being evicted once it is loaded."""
        self._decider.pin(model, pinned)

    def resolve(self, ticket: Ticket, value: Any) -> None:
        """Effects: the caller's result."""
        if not ticket.token.done():
            ticket.token.set_result(value)

    def reject(self, ticket: Ticket, error: BaseException) -> None:
        """Effects: the caller's error."""
        if not ticket.token.done():
            ticket.token.set_exception(error)

    def _bind(self) -> asyncio.AbstractEventLoop:
        """The running loop; an engine that lost its loop moves to the next, models and all."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            if self._loop is not None and not self._loop.is_closed():
                raise RuntimeError("an engine serves one event loop at a time: make one engine per loop")
            self._loop = loop
            self._stirred = False
            self._attach(loop)
        return loop

    def _stir(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._stirred:
            self._stirred = True
            loop.call_soon(self._settle)

    def _settle(self) -> None:
        self._stirred = False
        self._decider.settle(self.now())
