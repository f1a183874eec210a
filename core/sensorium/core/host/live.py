"""Running a StreamModel on sound that is still coming in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.errors import BadInput
from sensorium.core.host.job import HostJob
from sensorium.core.host.serving import Closing, Feeding, Opening
from sensorium.core.values import Audio, Media, TimeSpan
from sensorium.core.values.media import AudioStream, Probe

if TYPE_CHECKING:
    from sensorium.core.host.run import Run

Samples = NDArray[np.float32]
MOST = 10.0
"""Seconds of sound heard in one step at most, and held waiting."""


class Live(NamedTuple):
    """One step. `output` is all that is new since the last stable time, `stable` the new one: see `StreamModel.feed`.

    `heard` is how many seconds of sound have been heard so far, `fresh` how many of them in this step, and `seconds`
    what the step took.
    """

    output: Any
    stable: float
    heard: float
    fresh: float
    seconds: float


def live_audio(name: str, rate: int) -> Audio:
    """A reference that stands for sound without a file, such as a microphone's; it cannot be opened again."""
    return Audio(uri=f"live:{name}", sha256="", probe=Probe(duration=0.0, audio=AudioStream(rate=rate, channels=1)))


async def live_output(run: Run, media: Media, sound: AsyncIterable[Samples], *, join: bool) -> AsyncGenerator[Live]:
    """The steps of one session over `sound`: mono pieces of any length, at the model's own rate.

    A step is one cell of the model; with `join` all the whole cells that have come in meanwhile, so that a slow
    machine hears less often instead of falling behind. The last step is what `close` gives.
    """
    sees = run.kind.sees  # type: ignore[attr-defined]
    if sees.fps or not sees.sound or sees.every <= 0 or sees.context:
        raise BadInput("hears no live sound", where=run.card.name, fix="choose a model that hears cells of sound")
    with HostJob(run, run.given, may_ask=False) as job:
        async with run.host.engine.lease(run.host.servable(run.kind)):
            state = await run.submit(Opening(job), ("open",))
            now = 0.0
            async for piece in _pieces(sound, round(sees.every * sees.sound), round(MOST * sees.sound), join=join):
                job.check()
                fresh = len(piece) / sees.sound
                began, now = time.perf_counter(), now + fresh
                window = _window(media, TimeSpan(start=now - fresh, end=now), piece)
                output, stable = await run.submit(Feeding(state, window), ("live", len(piece)))
                yield Live(output, stable, now, fresh, time.perf_counter() - began)
            began = time.perf_counter()
            output = await run.submit(Closing(state), ("close",))
            yield Live(output, float("inf"), now, 0.0, time.perf_counter() - began)


async def _pieces(sound: AsyncIterable[Samples], cell: int, most: int, *, join: bool) -> AsyncIterator[Samples]:
    """`sound` in whole cells, the last one as long as it is; who brings it waits while `most` samples do."""
    queue = _Waiting(most if join else 2 * cell)
    filling = asyncio.create_task(queue.fill(sound))
    try:
        while (piece := await queue.take(cell, most if join else cell)) is not None:
            yield piece
        await filling
    finally:
        filling.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await filling


class _Waiting:
    """Samples that have come in and were not heard yet, at most about `room` of them."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._held = np.zeros(0, np.float32)
        self._ended = False
        self._change = asyncio.Condition()

    async def fill(self, sound: AsyncIterable[Samples]) -> None:
        """Take all of `sound` in."""
        try:
            async for piece in sound:
                async with self._change:
                    await self._change.wait_for(lambda: len(self._held) < self._room)
                    self._held = np.concatenate([self._held, np.asarray(piece, np.float32)])
                    self._change.notify_all()
        finally:
            async with self._change:
                self._ended = True
                self._change.notify_all()

    async def take(self, cell: int, most: int) -> Samples | None:
        """As many whole cells as there are, at most `most` samples, at least one cell; None after the last."""
        async with self._change:
            await self._change.wait_for(lambda: self._ended or len(self._held) >= cell)
            count = min(most, len(self._held)) // cell * cell or min(cell, len(self._held))
            piece, self._held = self._held[:count], self._held[count:]
            self._change.notify_all()
            return piece if count else None


def _window(media: Media, cell: TimeSpan, sound: Samples) -> Any:
    from sensorium.core.media.window import CellWindow

    return CellWindow(media, cell, cell, np.empty(0), None, heard=sound)
