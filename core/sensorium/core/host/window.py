"""Running a WindowModel: cells from the cache, the others decoded, prepared and forwarded, all read in order."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from sensorium.core.cache import MISS
from sensorium.core.host.forwarding import Forwarding, Prepared, Row
from sensorium.core.host.identity import cell_key, input_identity, seen_identity
from sensorium.core.host.join import Joiner
from sensorium.core.host.serving import declared
from sensorium.core.values import Media, TimeSpan

if TYPE_CHECKING:
    from sensorium.core.host.run import Run
    from sensorium.core.model import WindowModel

ROWS = 64
HOPELESS = 8


class Fault(NamedTuple):
    """A cell without an answer."""

    cell: TimeSpan
    error: Exception


class WindowRun:
    """One run of a WindowModel over the cells of `media` that meet `within`.

    Rows pass through in order of time and a bounded number is held, so that memory is flat in the medium's length.
    """

    def __init__(self, run: Run, media: Media, within: Sequence[TimeSpan] | None) -> None:
        from sensorium.core.media.cells import cells_of

        self.run = run
        self.media = media
        self.model: WindowModel[Any, Any, Any, Any] = run.host.unloaded(run.kind)
        self.cells = cells_of(media, self.model.sees, within)
        self.faults: list[Fault] = []
        self.computed = 0
        self.landed: set[str] = set()
        depends = input_identity(run.given, self.model.depends_on)
        seen = seen_identity(run.identity, media, self.model.sees, depends)
        self.keys = {cell: cell_key(seen, cell) for cell in self.cells} if run.repeats else {}

    async def output(self) -> Any:
        """The cells' answers joined. Cells that failed are in `faults`; where all did, the first error is raised."""
        joiner: Joiner[BaseModel] = Joiner(self.run.task.output)
        done = 0
        try:
            async with aclosing(self._rows()) as some:
                async for rows in some:
                    for output in await self.run.host.in_pool(self._read, rows):
                        joiner.add(output)
                    self._settle({self.keys[row.cell] for row in rows if row.fresh})
                    done += len(rows)
                    self.run.context.progress(done / len(self.cells), "")
                    if len(self.faults) == done >= min(HOPELESS, len(self.cells)):
                        raise self.faults[0].error
        finally:
            self._settle(self.landed)
        return joiner.result()

    def _settle(self, keys: set[str]) -> None:
        """These need not be held for others any more: they are in the cache, or given up."""
        self.run.host.flights.clear(keys)
        self.landed -= keys

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know of cells that failed."""
        if not self.faults:
            return ()
        cell, error = self.faults[0]
        return (f"{len(self.faults)} of {len(self.cells)} parts have no answer; the first, {cell}: {error}",)

    def prepared(self, cells: Sequence[TimeSpan]) -> Iterator[Prepared]:
        """Windows of `cells`, decoded and prepared; blocking, for the pool."""
        reader = self.run.context.readers.of(self.media)
        for window in reader.windows(self.model.sees, cells):
            try:
                yield Prepared(window.cell, self.model.prepare(window, self.run.given))
            except Exception as error:
                yield Prepared(window.cell, None, declared(self.run.kind, "prepare", error))

    async def _rows(self) -> AsyncGenerator[list[Row], None]:
        host = self.run.host
        kept = await host.in_pool(host.cache.has_many, list(self.keys.values()))
        missing = [cell for cell in self.cells if self.keys.get(cell) not in kept]
        async with AsyncExitStack() as stack:
            forwarding = Forwarding(self, missing)
            if missing:
                await stack.enter_async_context(forwarding)
            for known, run in groupby(self.cells, key=lambda cell: self.keys.get(cell) in kept):
                part = list(run)
                while part:
                    self.run.context.check()
                    rows = await (self._stored(part[:ROWS]) if known else forwarding.take(min(ROWS, len(part))))
                    part = part[len(rows) :]
                    yield rows

    async def _stored(self, cells: Sequence[TimeSpan]) -> list[Row]:
        """Rows from the cache; those dropped from it meanwhile are computed after all."""
        host = self.run.host
        found = await host.in_pool(host.cache.get_many, [self.keys[cell] for cell in cells])
        rows = {cell: Row(cell, found.get(self.keys[cell], MISS)) for cell in cells}
        gone = [cell for cell, row in rows.items() if row.raw is MISS]
        if gone:
            async with Forwarding(self, gone) as forwarding:
                while gone:
                    again = await forwarding.take(len(gone))
                    rows |= {row.cell: row for row in again}
                    gone = gone[len(again) :]
        return list(rows.values())

    def _read(self, rows: Sequence[Row]) -> list[Any]:
        from sensorium.core.media import bare_window

        if fresh := {self.keys[row.cell]: row.raw for row in rows if row.fresh}:
            self.run.host.cache.put_many(fresh)
        outputs = []
        for row in rows:
            if isinstance(row.raw, Exception):
                self.faults.append(Fault(row.cell, row.raw))
                continue
            window = bare_window(self.media, row.cell, self.model.sees)
            try:
                outputs.append(self.model.read(row.raw, window, self.run.given))
            except Exception as error:
                self.faults.append(Fault(row.cell, declared(self.run.kind, "read", error)))
        return outputs
