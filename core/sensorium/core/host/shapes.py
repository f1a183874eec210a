"""Shapes of prepared units: what may share a batch, and how many bytes a window takes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sensorium.core.sees import Sees
from sensorium.core.values import Media


def shapes(unit: Any) -> Hashable:
    """Equal for units that may be stacked: array shapes and number formats, whatever holds them."""
    if hasattr(unit, "shape") and hasattr(unit, "dtype"):
        return tuple(unit.shape), str(unit.dtype)
    if isinstance(unit, dict):
        return tuple((key, shapes(value)) for key, value in sorted(unit.items()))
    if isinstance(unit, list | tuple):
        return tuple(shapes(part) for part in unit)
    return type(unit).__name__


def window_bytes(media: Media, sees: Sees) -> int:
    """Bytes of one window's arrays, at most."""
    seconds = (sees.every or media.whole.seconds) + 2 * sees.context
    total = 4 * seconds * sees.sound
    if sees.fps and media.probe.video is not None:
        width, height = sees.size or (media.probe.video.width, media.probe.video.height)
        total += 3 * width * height * max(1, round(seconds * sees.fps))
    return max(1, int(total))
