"""An event loop in a thread of its own, for models written as coroutines."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")
CLOSING = 5.0


class Beside:
    """Runs coroutines of plugins, so that one that blocks does not stop the host's own loop. Starts when first used."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    async def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """The result of `work`; cancelling the caller cancels it."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._started()))

    async def close(self) -> None:
        """Cancel what still runs there and end the thread; one that blocks for longer ends with the process."""
        if self._loop is None or self._thread is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self.run(_cancel_all()), CLOSING)
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join, CLOSING)
        if not self._thread.is_alive():
            self._loop.close()
        self._loop = self._thread = None

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="sensorium-beside", daemon=True)
            self._thread.start()
        return self._loop


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
