"""What an output comes down to for a reader: a text, files, or its value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sensorium.agent.query.render import literal
from sensorium.core.values import Media, Transcript

TEXTS = ("transcript", "text", "caption", "answer")
"""Fields that say an output in words, the first there is."""


def spoken(output: BaseModel) -> str | None:
    """The text an output comes down to: its transcript, text, caption or answer, or its one field; None for none."""
    for name in TEXTS:
        value = getattr(output, name, None)
        if isinstance(value, Transcript):
            return value.text
        if isinstance(value, str):
            return value
    values = list(dict(output).values())
    return values[0] if len(values) == 1 and isinstance(values[0], str) else None


def made(output: BaseModel) -> Iterator[Media]:
    """The media a task made: those that stand in its output itself."""
    yield from (value for value in dict(output).values() if isinstance(value, Media))


def shown(value: Any) -> str:
    """A JSON value for people: one line, its numbers short."""
    return literal(rounded(value))


def rounded(value: Any) -> Any:
    """A JSON value with its numbers as short as people read them."""
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return round(value, 4) if isinstance(value, float) else value
