"""One computation at a time per key: whoever asks for what is already under way waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any


class Abandoned(Exception):
    """Whoever computed this gave up; the waiter takes over."""


class Flights:
    """Computations under way on one event loop."""

    def __init__(self) -> None:
        self._open: dict[str, asyncio.Future[Any]] = {}
        self._waiting: dict[str, int] = {}

    def claim(self, key: str) -> asyncio.Future[Any] | None:
        """None: the caller computes and must `land` or `abandon`. Else the future of who does, or did just now."""
        if key in self._open:
            return self._open[key]
        self._open[key] = asyncio.get_running_loop().create_future()
        return None

    def land(self, key: str, value: Any) -> None:
        """Give the value to all who wait, and to all who come until `clear`: it is not in the cache yet."""
        if (future := self._open.get(key)) is not None and not future.done():
            future.set_result(value)

    def clear(self, keys: Iterable[str]) -> None:
        """Forget values that have landed."""
        for key in keys:
            if key in self._open and self._open[key].done():
                del self._open[key]

    def abandon(self, key: str) -> None:
        """Let one of those who wait take over."""
        if (future := self._open.pop(key, None)) is not None and not future.done():
            future.set_exception(Abandoned(key))
            future.exception()

    async def share(self, key: str, make: Callable[[], Awaitable[Any]]) -> Any:
        """The result of `make`, which runs once for all who ask for `key` meanwhile.

        It goes on while anyone waits; the last one to give up cancels it. Only results are shared: an error may be
        the first asker's own, such as a deadline, so the others start anew.
        """
        while True:
            first = key not in self._open or self._open[key].done()
            if first:
                self._waiting[key] = 0
                self._open[key] = asyncio.ensure_future(make())
                self._open[key].add_done_callback(lambda done: self._close(key, done))
            task = self._open[key]
            self._waiting[key] += 1
            try:
                return await asyncio.shield(task)
            except Exception:
                if first:
                    raise
            except asyncio.CancelledError:
                if not task.cancelled() and self._waiting.get(key) == 1:
                    task.cancel()
                if first or _cancelled() or not task.cancelled():
                    raise
            finally:
                if self._open.get(key) is task:
                    self._waiting[key] -= 1

    def _close(self, key: str, done: asyncio.Future[Any]) -> None:
        if self._open.get(key) is done:
            del self._open[key]
            self._waiting.pop(key, None)
        if not done.cancelled():
            done.exception()


def _cancelled() -> bool:
    """Whether it is the running task itself that is being cancelled."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
