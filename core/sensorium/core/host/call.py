"""Running a CallModel: the whole input at once, on a device or, where it is a coroutine, beside the event loop."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sensorium.core.errors import ModelFailed
from sensorium.core.host.job import HostJob
from sensorium.core.host.serving import Call, declared
from sensorium.core.model import CallModel

if TYPE_CHECKING:
    from sensorium.core.choosing import ModelClass
    from sensorium.core.host.run import Run


def asks(kind: ModelClass) -> bool:
    """Whether a model runs as a coroutine: it holds no device and may ask other tasks."""
    return issubclass(kind, CallModel) and inspect.iscoroutinefunction(kind.run)


async def call_output(run: Run) -> Any:
    """The answer to `run.given`; an error in its place is raised."""
    with HostJob(run, run.given, may_ask=asks(run.kind)) as job:
        if asks(run.kind):
            answer = await _beside(run, job)
        else:
            answer = await run.submit(Call(job), ("call", type(run.given).__name__))
    if isinstance(answer, Exception):
        raise declared(run.kind, "run", answer)
    if isinstance(answer, BaseModel) and isinstance(answer, run.task.output):
        return answer
    raise ModelFailed(
        f"answered {type(answer).__name__}, {run.task.name} promises {run.task.output.__name__}",
        where=run.card.name,
        fix="return the task's output type",
    )


async def _beside(run: Run, job: HostJob) -> Any:
    """A coroutine's answer. It runs on a loop of its own, so that what blocks in it blocks no other request."""
    model = await run.host.resident_beside(run.kind)
    try:
        answers: Sequence[Any] = await run.host.beside.run(_run(model, job))
    except (Exception, asyncio.CancelledError) as error:
        if isinstance(error, Exception):
            fault = declared(run.kind, "run", error)
            raise fault from fault.__cause__
        raise
    if len(answers) != 1:
        raise ModelFailed(
            f"answered {len(answers)} items for 1", where=run.card.name, fix="return one result per job, in order"
        )
    return answers[0]


async def _run(model: Any, job: HostJob) -> Sequence[Any]:
    return list(await model.run([job]))
