"""Blocking iterators read from the event loop: by a thread of their own, a few items ahead, closed whatever happens."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Generic, TypeVar

from sensorium.core.background import start

Item = TypeVar("Item")


class Pump(Generic[Item]):
    """Runs an iterator in a thread and hands its items to the loop; the thread waits while `ahead` are not taken.

    It has a thread of its own, as one of the pool's would be held while it waits, and the pool's work is what it
    waits for.
    """

    def __init__(self, make: Callable[[], Iterator[Item]], ahead: int) -> None:
        self._make = make
        self._loop = asyncio.get_running_loop()
        self._room = threading.Semaphore(ahead)
        self._items: deque[Item] = deque()
        self._news = asyncio.Event()
        self._told = False
        self._closed = False
        self._ended = False
        self._error: BaseException | None = None
        start("pump", self._run)

    async def items(self) -> AsyncIterator[Item]:
        """Items as they come; what the iterator raises is raised after those before it."""
        while True:
            self._told = False
            self._news.clear()
            while self._items:
                item = self._items.popleft()
                self._room.release()
                yield item
            if self._ended and not self._items:
                break
            if not self._items:
                await self._news.wait()
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Let the thread end and close the iterator once the item in hand is through."""
        self._closed = True
        self._room.release()

    def _run(self) -> None:
        items: Any = None
        try:
            items = self._make()
            for item in items:
                self._room.acquire()
                if self._closed:
                    break
                self._items.append(item)
                self._tell()
        except BaseException as error:
            self._error = error
        finally:
            if hasattr(items, "close"):
                items.close()
            self._ended = True
            self._tell()

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._news.set)


@asynccontextmanager
async def pumped(make: Callable[[], Iterator[Item]], ahead: int) -> AsyncIterator[AsyncIterator[Item]]:
    """Items of a blocking iterator; at most `ahead` wait to be taken."""
    pump = Pump(make, ahead)
    try:
        yield pump.items()
    finally:
        pump.close()
