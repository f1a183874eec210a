"""Subtitles as a SubRip file."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.core.values import Segment


def srt(segments: Sequence[Segment]) -> str:
    """The text of an .srt file."""
    rows = (
        f"{number}\n{_stamp(row.span.start)} --> {_stamp(row.span.end)}\n{' '.join(row.text.split())}\n"
        for number, row in enumerate(segments, 1)
    )
    return "\n".join(rows)


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"
