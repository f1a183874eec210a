"""What a task's input type tells: which field is the medium, which the host fills, which take other steps' outputs."""

from __future__ import annotations

from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from sensorium.core.task import HOST, LANGUAGE
from sensorium.core.values import Audio, Image, Media, Video

KINDS: dict[str, type[Media]] = {"image": Image, "audio": Audio, "video": Video}


class MediaField(NamedTuple):
    """The input field that is the medium and the kinds it takes; `required` where it has no default."""

    name: str
    kinds: tuple[type[Media], ...]
    required: bool

    def takes(self, kind: type[Media]) -> bool:
        return kind in self.kinds


def members(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, or the annotation itself; `Annotated` is looked through."""
    if get_origin(annotation) in (Union, UnionType):
        return tuple(part for arg in get_args(annotation) for part in members(arg))
    if hasattr(annotation, "__metadata__"):
        return members(annotation.__origin__)
    return (annotation,)


def media_fields(model: type[BaseModel]) -> tuple[MediaField, ...]:
    """Every field that holds one medium; a valid task input has at most one."""
    found = []
    for name, info in model.model_fields.items():
        kinds = tuple(part for part in members(info.annotation) if isinstance(part, type) and issubclass(part, Media))
        if kinds:
            found.append(MediaField(name, kinds, info.is_required()))
    return tuple(found)


def media_field(model: type[BaseModel]) -> MediaField | None:
    """The one field that is the medium, or None."""
    fields = media_fields(model)
    return fields[0] if fields else None


def host_fields(model: type[BaseModel]) -> frozenset[str]:
    """Fields that the host fills and that nobody else is shown: `within`, `seed`."""
    return frozenset(name for name, info in model.model_fields.items() if HOST in info.metadata)


def language_asked(given: BaseModel) -> str | None:
    """The language a model must know to answer `given`; None where its type marks no field, or it is empty."""
    for name, info in type(given).model_fields.items():
        if LANGUAGE in info.metadata:
            return getattr(given, name) or None
    return None


def asked_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields left for the asker: neither the medium nor the host's."""
    medium = media_field(model)
    hidden = host_fields(model) | ({medium.name} if medium else set())
    return tuple(name for name in model.model_fields if name not in hidden)
