"""From a run to its answer: the runner of its kind, the cache of whole answers, and the cut to what was asked."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.core.cache import MISS
from sensorium.core.host.call import asks, call_output
from sensorium.core.host.context import Ask
from sensorium.core.host.given import seen, spans
from sensorium.core.host.identity import digest, input_identity
from sensorium.core.host.join import Joiner, cut
from sensorium.core.host.stream import stream_output
from sensorium.core.host.window import WindowRun
from sensorium.core.model import CallModel, StreamModel, WindowModel
from sensorium.core.values import Media

if TYPE_CHECKING:
    from sensorium.core.host.run import Run


class Whole(NamedTuple):
    """A whole answer as it is kept: it stands while every task it asked is answered by the same model."""

    output: Any
    asks: tuple[Ask, ...]


class Answered(NamedTuple):
    """An answer, and whether nothing had to be computed for it."""

    output: Any
    cached: bool


class Shared(NamedTuple):
    """An answer for all who asked for it at once, with what its run noted on the way."""

    answer: Answered
    run: Run


async def answered(run: Run) -> Answered:
    """The answer to `run.given`, cut to its `within` and to the part of the medium that is referred to."""
    wanted = spans(run.given)
    if wanted == ():
        return Answered(Joiner(run.task.output).result(), cached=True)
    if issubclass(run.kind, WindowModel):
        answer = await _windows(run)
    else:
        answer = await _whole(run)
    return answer if wanted is None else Answered(cut(answer.output, wanted), answer.cached)


async def _windows(run: Run) -> Answered:
    windows = WindowRun(run, seen(run.given), getattr(run.given, "within", None))
    output = await windows.output()
    run.warnings |= dict.fromkeys(windows.warnings)
    return Answered(output, cached=windows.computed == 0)


async def _whole(run: Run) -> Answered:
    """A CallModel's or StreamModel's answer; the whole one, unless the model restricts itself exactly."""
    if getattr(run.given, "within", None) is not None and not _restricts(run):
        run = dataclasses.replace(run, given=run.given.model_copy(update={"within": None}))
    if not run.repeats:
        return Answered(await _computed(run), cached=False)
    key = digest("whole", run.identity, input_identity(run.given))
    if asks(run.kind) and run.context.asked:
        # Were it to wait for a twin, two requests whose models ask each other could wait for ever.
        return (await _kept(run, key)).answer
    shared: Shared = await run.host.flights.share(key, lambda: _kept(run, key))
    run.asks |= shared.run.asks
    run.warnings |= shared.run.warnings
    run.notices |= shared.run.notices
    return shared.answer


async def _kept(run: Run, key: str) -> Shared:
    host = run.host
    found = host.cache.peek(key)
    if found is MISS:
        found = await host.in_pool(host.cache.get, key)
    if isinstance(found, Whole) and all(_stands(run, ask) for ask in found.asks) and _there(run, found.output):
        run.asks |= dict.fromkeys(found.asks)
        return Shared(Answered(found.output, cached=True), run)
    output = await _computed(run)
    if not run.warnings:
        await host.in_pool(host.cache.put, key, Whole(output, tuple(sorted(run.asks))))
    return Shared(Answered(output, cached=False), run)


async def _computed(run: Run) -> Any:
    if issubclass(run.kind, StreamModel):
        return await stream_output(run, seen(run.given))
    return await call_output(run)


def _restricts(run: Run) -> bool:
    return issubclass(run.kind, CallModel) and run.kind.restricts == "exact"


def _there(run: Run, output: Any) -> bool:
    """Whether the files that were made for an answer are still kept."""
    made = [Path(value.uri) for value in dict(output).values() if isinstance(value, Media)]
    return all(file.is_file() for file in made if file.is_relative_to(run.host.artifacts.folder))


def _stands(run: Run, ask: Ask) -> bool:
    """Whether the model that answered then would answer now."""
    host = run.host
    return ask.model == host.identity(host.resolve(ask.task, run.context))
