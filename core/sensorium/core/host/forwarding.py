"""Cells on their way to a model: decoded and prepared in the pool, forwarded by the engine, handed out in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sensorium.core.cache import MISS
from sensorium.core.cache.flights import Abandoned
from sensorium.core.errors import BadInput, MediaError, ModelFailed
from sensorium.core.host.pump import pumped
from sensorium.core.host.serving import Forward
from sensorium.core.host.shapes import shapes, window_bytes
from sensorium.core.values import TimeSpan

if TYPE_CHECKING:
    from sensorium.core.host.window import WindowRun

AHEAD = 64
FEW = 16
AHEAD_BYTES = 96 << 20


class Prepared(NamedTuple):
    """A cell ready for the device, or why it is not."""

    cell: TimeSpan
    unit: Any
    fault: Exception | None = None


class Row(NamedTuple):
    """A cell's raw, or the error in its place; `fresh` where it has to be stored yet."""

    cell: TimeSpan
    raw: Any
    fresh: bool = False


class _End:
    """After the last cell that could be decoded."""


class Forwarding:
    """The rows of `cells`, a bounded number ahead of whoever takes them; leaving the block cancels the rest."""

    def __init__(self, window: WindowRun, cells: Sequence[TimeSpan]) -> None:
        self._window = window
        self._cells = cells
        self._taken = 0
        ahead = AHEAD_BYTES // window_bytes(window.media, window.model.sees)
        self._under_way: asyncio.Queue[asyncio.Future[Row] | _End] = asyncio.Queue(max(2, min(AHEAD, ahead)))
        self._head: asyncio.Future[Row] | _End | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        units = pumped(lambda: self._window.prepared(self._cells), 2)
        filling = asyncio.create_task(self._fill(await self._stack.enter_async_context(units)))
        self._stack.push_async_callback(self._drop, filling)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._stack.aclose()

    async def take(self, limit: int) -> list[Row]:
        """The next few rows, and those after them that are there too; at most `limit`.

        A few at least, as whoever takes them crosses into another thread with them.
        """
        rows: list[Row] = []
        while len(rows) < limit and (len(rows) < FEW or self._ready()):
            rows.append(await self._next())
        return rows

    async def _next(self) -> Row:
        cell = self._cells[self._taken]
        self._taken += 1
        if self._head is None:
            self._head = await self._under_way.get()
        if isinstance(self._head, _End):
            fault = MediaError("ends before its container says", where=self._window.media.uri, fix="it may be cut off")
            return Row(cell, fault)
        head, self._head = self._head, None
        return await head

    def _ready(self) -> bool:
        if self._taken == len(self._cells):
            return False
        if self._head is None and not self._under_way.empty():
            self._head = self._under_way.get_nowait()
        return isinstance(self._head, _End) or (self._head is not None and self._head.done())

    async def _fill(self, units: AsyncIterator[Prepared]) -> None:
        try:
            async for unit in units:
                await self._put(asyncio.create_task(self._row(unit)))
        except Exception as error:
            broken: asyncio.Future[Row] = asyncio.get_running_loop().create_future()
            broken.set_exception(error)
            broken.exception()
            await self._under_way.put(broken)
        await self._under_way.put(_End())

    async def _put(self, row: asyncio.Task[Row]) -> None:
        try:
            await self._under_way.put(row)
        except asyncio.CancelledError:  # in no queue yet, so nobody else would end it
            row.cancel()
            await asyncio.gather(row, return_exceptions=True)
            raise

    async def _drop(self, filling: asyncio.Task[None]) -> None:
        filling.cancel()
        await asyncio.gather(filling, return_exceptions=True)
        dropped = [self._head] if self._head else []
        while not self._under_way.empty():
            dropped.append(self._under_way.get_nowait())
        rows = [row for row in dropped if not isinstance(row, _End)]
        for row in rows:
            row.cancel()
        await asyncio.gather(*rows, return_exceptions=True)

    async def _row(self, unit: Prepared) -> Row:
        """Forward a prepared cell, or wait for whoever is forwarding the same."""
        key = self._window.keys.get(unit.cell)
        if unit.fault is not None or key is None:
            return Row(unit.cell, unit.fault or await self._forward(unit))
        host = self._window.run.host
        while (flying := host.flights.claim(key)) is not None:
            with suppress(Abandoned):
                return Row(unit.cell, await asyncio.shield(flying))
        if (kept := host.cache.peek(key)) is not MISS:
            host.flights.land(key, kept)
            host.flights.clear([key])
            return Row(unit.cell, kept)
        try:
            raw = await self._forward(unit)
        except BaseException:
            host.flights.abandon(key)
            raise
        if isinstance(raw, Exception):
            host.flights.abandon(key)
            return Row(unit.cell, raw)
        host.flights.land(key, raw)
        self._window.landed.add(key)
        return Row(unit.cell, raw, fresh=True)

    async def _forward(self, unit: Prepared) -> Any:
        """The raw, or the error that stands in this cell's place alone."""
        self._window.computed += 1
        try:
            return await self._window.run.submit(Forward(unit.unit), ("forward", shapes(unit.unit)))
        except (BadInput, ModelFailed) as error:
            return error
