"""Near-silence: where the sound is far below its own usual level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.values import TimeSpan

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLOOR = 10 ** (-62 / 20)
BELOW = 10 ** (-36 / 20)
LOUD = 95
SHORTEST = 0.6
CLICK = 0.1


def levels(sound: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """Root mean square of each whole `step` samples, shape (len(sound) // step,)."""
    frames = sound[: len(sound) // step * step].reshape(-1, step)
    return np.asarray(np.sqrt((frames.astype(np.float64) ** 2).mean(1)), np.float32)


def silent_spans(level: NDArray[np.float32], step: float, start: float = 0.0) -> list[TimeSpan]:
    """Spans of at least 0.6 s more than 36 dB under the loud parts, or under -62 dBFS.

    `level` is one root mean square per `step` seconds from `start` on. A click of up to a tenth of a second does
    not end a silence.
    """
    if not len(level):
        return []
    limit = max(FLOOR, BELOW * float(np.percentile(level, LOUD)))
    spans: list[TimeSpan] = []
    for first, last in _runs(level < limit):
        begins, ends = start + first * step, start + last * step
        if spans and begins - spans[-1].end <= CLICK:
            spans[-1] = TimeSpan(start=spans[-1].start, end=ends)
        else:
            spans.append(TimeSpan(start=begins, end=ends))
    return [span for span in spans if span.seconds >= SHORTEST]


def _runs(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
