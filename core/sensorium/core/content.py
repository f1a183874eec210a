"""The part of a fitted frame that shows the picture, its padding left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.values import Box

if TYPE_CHECKING:
    from sensorium.core.sees import Window

INNER = Box(x0=0.45, y0=0.45, x1=0.55, y1=0.55)
"""A box no padding reaches: where it is restored to tells how the frame was fitted."""


def content(window: Window) -> tuple[slice, slice]:
    """Rows and columns of the window's frames that show the picture."""
    height, width = window.frames.shape[1:3]
    there = window.restore(INNER)
    return _inside(INNER.y0, INNER.y1, there.y0, there.y1, height), _inside(
        INNER.x0, INNER.x1, there.x0, there.x1, width
    )


def _inside(low: float, high: float, to_low: float, to_high: float, size: int) -> slice:
    gain = (to_high - to_low) / (high - low)
    start = low - to_low / gain
    return slice(max(0, round(start * size)), min(size, round((start + 1 / gain) * size)))
