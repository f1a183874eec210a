"""Counting what decoding costs and what damage it meets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Decoding:
    """One pass's counts: pictures decoded and fitted, jumps in the file, broken packets, seconds of sound."""

    pictures: int = 0
    converted: int = 0
    seeks: int = 0
    broken: int = 0
    broken_at: float | None = None
    sound_seconds: float = 0.0
    broken_sound: int = 0
