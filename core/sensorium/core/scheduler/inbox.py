"""How worker threads tell the event loop what happened: a lock-free deque and one wake-up per burst."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import deque
from collections.abc import Callable
from typing import Any

Event = tuple[Callable[..., None], tuple[Any, ...]]


class Inbox:
    """Events posted by any thread, handled on the loop's thread in order.

    The wake-up is an eventfd where the system has one: a write and a read, against call_soon_threadsafe's handle,
    write, two reads and an exception. It survives the loop, so that what ended between two loops is not lost.
    """

    def __init__(self, handle: Callable[[deque[Event]], None]) -> None:
        self._handle = handle
        self._events: deque[Event] = deque()
        self._rung = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC) if hasattr(os, "eventfd") else -1

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Deliver to this loop; what was posted meanwhile is delivered now."""
        self._loop = loop
        if self._fd >= 0:
            try:
                loop.add_reader(self._fd, self._read)
            except NotImplementedError:
                os.close(self._fd)
                self._fd = -1
        loop.call_soon(self._deliver)

    def post(self, event: Event) -> None:
        """Any thread: append, and wake the loop unless it was woken already."""
        self._events.append(event)
        if not self._rung:
            self._rung = True
            self._ring()

    def close(self) -> None:
        """Stop listening."""
        if self._fd >= 0:
            if self._loop is not None and not self._loop.is_closed():
                self._loop.remove_reader(self._fd)
            os.close(self._fd)
            self._fd = -1
        self._loop = None

    def _ring(self) -> None:
        if self._fd >= 0:
            os.eventfd_write(self._fd, 1)
        elif self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._deliver)

    def _read(self) -> None:
        os.eventfd_read(self._fd)
        self._deliver()

    def _deliver(self) -> None:
        self._rung = False
        if self._events:
            self._handle(self._events)
