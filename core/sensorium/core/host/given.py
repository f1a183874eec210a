"""An input made ready to run: of the task's type, its medium fit for the model, host fields filled."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from sensorium.core.choosing import ModelClass
from sensorium.core.errors import BadInput
from sensorium.core.fields import host_fields, media_field
from sensorium.core.host.identity import input_identity
from sensorium.core.host.join import merged
from sensorium.core.invalid import fault
from sensorium.core.model import CallModel
from sensorium.core.sees import Sees
from sensorium.core.task import Task
from sensorium.core.values import Media, TimeSpan


def completed(kind: ModelClass, given: BaseModel) -> BaseModel:
    """The input to run; BadInput where it is not one, or its medium lacks what the model sees.

    `within` becomes spans in order and apart, inside the medium. A seed nobody gave is drawn from the rest of the
    input, so that the same request has the same answer.
    """
    task = kind.task
    given = _typed(task, given)
    changes: dict[str, Any] = {}
    hosts, media = host_fields(type(given)), medium(given)
    if not issubclass(kind, CallModel):
        _require(kind.sees, seen(given))  # type: ignore[attr-defined]
    if "within" in hosts and (within := getattr(given, "within")) is not None:  # noqa: B009
        changes["within"] = _inside(within, media)
    if "seed" in hosts and getattr(given, "seed") is None and kind.card.repeats == "seeded":  # noqa: B009
        changes["seed"] = int(input_identity(given)[:8], 16) >> 1
    return given.model_copy(update=changes) if changes else given


def medium(given: BaseModel) -> Media | None:
    """The one medium of an input, where it has one."""
    field = media_field(type(given))
    media: Media | None = getattr(given, field.name) if field else None
    return media


def seen(given: BaseModel) -> Media:
    """The medium of an input whose model sees one; BadInput where none was given."""
    media = medium(given)
    if media is None:
        raise BadInput("needs a medium", where=type(given).__name__, fix="give a file")
    return media


def spans(given: BaseModel) -> tuple[TimeSpan, ...] | None:
    """The spans an answer is cut to: `within`, or the part of the medium that is referred to; None for all."""
    within: tuple[TimeSpan, ...] | None = getattr(given, "within", None)
    media = medium(given)
    if within is None and media is not None and media.span is not None:
        return (media.span,)
    return within


def _typed(task: Task[Any, Any], given: BaseModel) -> BaseModel:
    if isinstance(given, task.input):
        return given  # type: ignore[no-any-return]
    try:
        ready: BaseModel = task.input.model_validate(given.model_dump())
    except ValidationError as error:
        wrong = fault(error)
        where = f"{task.name}.{wrong.path}".rstrip(".")
        raise BadInput(wrong.message, where=where, fix=f"give a {task.input.__name__}") from None
    return ready


def _require(sees: Sees, media: Media) -> None:
    from sensorium.core.media import require_audio, require_video

    if sees.fps:
        require_video(media)
    else:
        require_audio(media)


def _inside(within: tuple[TimeSpan, ...], media: Media | None) -> tuple[TimeSpan, ...]:
    if media is None:
        return merged(within)
    return merged([part for span in within if (part := span.cut(media.whole))])
