"""Blocking iterators read from the event loop: a few items ahead, in the pool, closed whatever happens."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
END: Any = object()


class Source(Generic[Item]):
    """An iterator made and advanced in the pool, by one thread at a time."""

    def __init__(self, make: Callable[[], Iterator[Item]]) -> None:
        self._make = make
        self._items: Iterator[Item] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def next(self) -> Item:
        """The next item, or END."""
        with self._lock:
            if self._closed:
                return END  # type: ignore[no-any-return]
            if self._items is None:
                self._items = self._make()
            return next(self._items, END)

    def close(self) -> None:
        """Run the iterator's own cleaning up, once a running `next` is through."""
        with self._lock:
            self._closed = True
            close = getattr(self._items, "close", None)
            if close is not None:
                close()


@asynccontextmanager
async def pumped(pool: Executor, make: Callable[[], Iterator[Item]], ahead: int) -> AsyncIterator[AsyncIterator[Item]]:
    """Items of a blocking iterator; at most `ahead` wait to be taken."""
    loop = asyncio.get_running_loop()
    source = Source(make)
    waiting: asyncio.Queue[Item | Exception] = asyncio.Queue(ahead)

    async def fill() -> None:
        item: Any = None
        while item is not END and not isinstance(item, Exception):
            try:
                item = await loop.run_in_executor(pool, source.next)
            except Exception as error:
                item = error
            await waiting.put(item)

    async def drain() -> AsyncIterator[Item]:
        while (item := await waiting.get()) is not END:
            if isinstance(item, Exception):
                raise item
            yield item

    filling = asyncio.create_task(fill())
    try:
        yield drain()
    finally:
        filling.cancel()
        pool.submit(source.close)
