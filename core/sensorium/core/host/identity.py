"""What a result hangs on, as digests: the model, the medium, the rest of the input. Keys of the result cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

from pydantic import BaseModel, SecretBytes, SecretStr

from sensorium.core.card import Card, RunsOn
from sensorium.core.fields import media_field
from sensorium.core.sees import Sees
from sensorium.core.values import Media, TimeSpan


def digest(*parts: Any) -> str:
    """sha256 of JSON-able parts."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def model_identity(card: Card, weights: str, place: RunsOn, options: BaseModel | None) -> str:
    """Name, version, and a digest over weights, device class, number format and the settings that are not secret."""
    parts = digest(weights, place.device, place.dtype, _open_settings(options))
    return f"{card.name} {card.version} {parts[:16]}"


def media_identity(media: Media) -> str:
    """The content referred to, wherever the file lies."""
    return media.model_dump_json(exclude={"uri", "probe"})


def input_identity(given: BaseModel, fields: Collection[str] | None = None) -> str:
    """The input, or some of its fields, with the medium by content."""
    medium = media_field(type(given))
    names = set(type(given).model_fields if fields is None else fields)
    parts = [given.model_dump_json(include=names - {medium.name} if medium else names)]
    if medium and medium.name in names and (media := getattr(given, medium.name)) is not None:
        parts.append(media_identity(media))
    return digest(type(given).__qualname__, parts)


def seen_identity(model: str, media: Media, sees: Sees, depends: str) -> str:
    """What all cells of one run share in their keys."""
    return digest(model, media_identity(media), list(sees), depends)


def cell_key(seen: str, cell: TimeSpan) -> str:
    """The key of one cell's raw."""
    return f"{seen}:{cell.start!r}:{cell.end!r}"


def _open_settings(options: BaseModel | None) -> Any:
    if options is None:
        return None
    secret = {name for name, value in options if isinstance(value, SecretStr | SecretBytes)}
    return options.model_dump(mode="json", exclude=secret)
