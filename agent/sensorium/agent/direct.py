"""One task called by name with typed inputs, without a request in words or a plan."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sensorium.core.choosing import ModelClass
from sensorium.core.errors import BadInput
from sensorium.core.fields import MediaField, media_field
from sensorium.core.framewise import over_frames, takes_frames
from sensorium.core.invalid import fault
from sensorium.core.task import Task

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sensorium.core.host import Host, Outcome, RunContext
    from sensorium.core.values import Media


async def run_task(
    host: Host, task: Task[Any, Any], model: ModelClass | None, given: Mapping[str, Any], context: RunContext
) -> Outcome[Any]:
    """The outcome of `task` for `given`, by `model` or the best there is; BadInput where the input does not fit.

    The medium may be a path or a Media. A task of pictures that gives moments takes a video too, frame by frame.
    """
    kind = model or host.resolve(task, context)
    values = dict(given)
    medium = media_field(task.input)
    if medium and isinstance(source := values.get(medium.name), str | Path):
        values[medium.name] = await asyncio.to_thread(_opened, source)
    if medium and medium.name in values:
        kind = _seeing(kind, medium, values[medium.name])
    return await host.run(kind, _input(kind.task, values), context)


def _opened(source: str | Path) -> Media:
    from sensorium.core.media import open_media

    return open_media(source)


def _seeing(kind: ModelClass, medium: MediaField, media: object) -> ModelClass:
    """The model for this kind of medium; BadInput where it takes no such."""
    from sensorium.core.values import Media, Video

    if not isinstance(media, Media) or medium.takes(type(media)):
        return kind
    if isinstance(media, Video) and takes_frames(kind.task):
        return over_frames(kind)
    kinds = " or ".join(each.__name__.lower() for each in medium.kinds)
    raise BadInput(f"is {type(media).__name__.lower()}, {kind.task.name} takes {kinds}", where=media.uri)


def _input(task: Task[Any, Any], values: Mapping[str, Any]) -> BaseModel:
    known = list(task.input.model_fields)
    for name in values:
        if name not in known:
            raise BadInput(
                f"{task.name} takes no {name!r}", where=f"{task.name}.{name}", fix=f"it takes {', '.join(known)}"
            )
    try:
        given: BaseModel = task.input.model_validate(dict(values))
        return given
    except ValidationError as error:
        wrong = fault(error)
        raise BadInput(wrong.message, where=f"{task.name}.{wrong.path}".rstrip(".")) from None
