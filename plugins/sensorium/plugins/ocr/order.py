"""Lines in the order they are read: rows from the top, within a row from the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sensorium.plugins.ocr.reader import Line

SHARED = 0.5
"""Lines stand in one row where they share this much of the lower one's height."""


def in_reading_order(lines: Iterable[Line]) -> list[Line]:
    """Rows from top to bottom, each from left to right; one block of writing is assumed, not columns."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (_middle(line), float(line.corners[:, 0].min()))):
        if rows and _beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: float(line.corners[:, 0].min()))]


def _middle(line: Line) -> float:
    return float(line.corners[:, 1].mean())


def _beside(one: Line, other: Line) -> bool:
    top, end = one.corners[:, 1].min(), one.corners[:, 1].max()
    low, high = other.corners[:, 1].min(), other.corners[:, 1].max()
    shared = min(end, high) - max(top, low)
    return bool(shared > SHARED * min(end - top, high - low))
