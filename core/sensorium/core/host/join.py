"""Outputs of one run put together, and cut to where they matter.

Joining: list and tuple fields are concatenated in order, models inside are joined field by field, and of any other
field the latest value that is not the default stands. Cutting: moments and plain spans are trimmed to the spans
wanted, one row for each; other rows with a `span` stay whole where they meet one of them; the rest stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple

from pydantic import BaseModel, ValidationError

from sensorium.core.errors import BadInput
from sensorium.core.invalid import fault
from sensorium.core.task import Out
from sensorium.core.values import Moment, TimeSpan


class Joiner(Generic[Out]):
    """Outputs of consecutive cells becoming one."""

    def __init__(self, kind: type[Out]) -> None:
        self._kind = kind
        self._only: Out | None = None
        self._fields: dict[str, Any] = {}
        self._count = 0

    def add(self, output: Out, before: float | None = None) -> None:
        """Take what comes next; with `before` only rows that start before that time.

        A row's time is its `span`, its `time`, or itself where it is a TimeSpan; rows without one are all taken.
        """
        if before is not None:
            output = _filtered(output, lambda row: (at := _begins(row)) is None or at < before)
        self._only = output if self._count == 0 else None
        self._count += 1
        _gather(self._fields, output)

    def result(self) -> Out:
        """The whole; an empty output where nothing was added."""
        if self._only is not None:
            return self._only
        try:
            built: Out = _built(self._kind, self._fields)
        except ValidationError as error:
            raise BadInput(
                f"nothing to build {self._kind.__name__} from: {fault(error)}",
                where="within",
                fix="ask about a longer part of the medium",
            ) from error
        return built


def cut(output: Out, within: Sequence[TimeSpan]) -> Out:
    """`output` where it lies in `within`, whose spans must be in order and apart (see `merged`)."""
    changes: dict[str, Any] = {}
    for name, value in output:
        if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
            rows = [part for row in value for part in _trimmed(row, within)]
            changes[name] = type(value)(rows)
        elif isinstance(value, BaseModel) and any(_is_rows(inner) for _, inner in value):
            changes[name] = cut(value, within)
    return output.model_copy(update=changes) if changes else output


def merged(spans: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """The same instants as spans in order, apart, none empty."""
    joined: list[TimeSpan] = []
    for span in sorted((s for s in spans if s.seconds > 0), key=lambda s: s.start):
        if joined and span.start <= joined[-1].end:
            end = max(joined[-1].end, span.end)
            joined[-1] = TimeSpan(start=joined[-1].start, end=end)
        else:
            joined.append(span)
    return tuple(joined)


class _Inner(NamedTuple):
    """A model inside an output, being joined."""

    kind: type[BaseModel]
    fields: dict[str, Any]


def _trimmed(row: Any, within: Sequence[TimeSpan]) -> Iterator[Any]:
    if isinstance(row, TimeSpan):
        yield from (part for span in within if (part := row.cut(span)))
    elif isinstance(row, Moment):
        parts = [part for span in within if (part := row.span.cut(span))]
        yield from (row if part == row.span else row.model_copy(update={"span": part}) for part in parts)
    elif not isinstance(getattr(row, "span", None), TimeSpan) or any(row.span.meets(span) for span in within):
        yield row


def _filtered(output: Any, keep: Any) -> Any:
    changes: dict[str, Any] = {}
    for name, value in output:
        if _is_rows(value):
            changes[name] = type(value)(row for row in value if keep(row))
        elif isinstance(value, BaseModel) and any(_is_rows(inner) for _, inner in value):
            changes[name] = _filtered(value, keep)
    return output.model_copy(update=changes) if changes else output


def _begins(row: Any) -> float | None:
    span = row if isinstance(row, TimeSpan) else getattr(row, "span", None)
    if isinstance(span, TimeSpan):
        return span.start
    time = getattr(row, "time", None)
    return float(time) if isinstance(time, int | float) else None


def _is_rows(value: Any) -> bool:
    return isinstance(value, list | tuple) and not hasattr(value, "_fields")


def _gather(into: dict[str, Any], output: BaseModel) -> None:
    for name, value in output:
        if _is_rows(value):
            into.setdefault(name, []).extend(value)
        elif isinstance(value, BaseModel) and any(_is_rows(inner) for _, inner in value):
            held = into.setdefault(name, _Inner(type(value), {}))
            _gather(held.fields, value)
        elif name not in into or value != type(output).model_fields[name].default:
            into[name] = value


def _built(kind: type[Any], fields: dict[str, Any]) -> Any:
    ready = {name: _built(*value) if isinstance(value, _Inner) else value for name, value in fields.items()}
    return kind.model_validate(ready)
