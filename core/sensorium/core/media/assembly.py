"""Putting a consumer's windows together from pictures and sound that come by in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sensorium.core.media.cells import samples, seen_span
from sensorium.core.media.window import CellWindow, fit_of, shown_times
from sensorium.core.sees import Sees
from sensorium.core.values import Image, Media, TimeSpan

if TYPE_CHECKING:
    from sensorium.core.media.sound import Sound


class Assembly:
    """The windows of one consumer, cell after cell.

    `due` is the instant of the next picture it needs, infinity when it needs none for the cell in hand.
    Pictures stay until no later cell shows them, so that cells with context do not ask twice.
    """

    def __init__(self, media: Media, sees: Sees, cells: Sequence[TimeSpan]) -> None:
        self.media, self.sees = media, sees
        self.fit = fit_of(media, sees)
        self._cells = cells
        self._at = -1
        self._kept: dict[float, NDArray[np.uint8]] = {}
        self._times: NDArray[np.float64] = np.empty(0)
        self._shown: list[float] = []
        self._missing: list[float] = []
        self._next_cell()

    @property
    def finished(self) -> bool:
        return self._at >= len(self._cells)

    @property
    def complete(self) -> bool:
        """Whether the cell in hand has all its pictures."""
        return not self.finished and not self._missing

    @property
    def due(self) -> float:
        return self._missing[-1] if self._missing else float("inf")

    @property
    def reached(self) -> float:
        """How far in media time this consumer is: what it needs next, or the end of the cell in hand."""
        if self.finished:
            return float("inf")
        return self._missing[-1] if self._missing else self._cells[self._at].end

    @property
    def extent(self) -> tuple[float, float]:
        """From the first thing it still needs to about the last, in seconds; empty when finished."""
        return (self.reached, self._cells[-1].end + self.sees.context) if not self.finished else (0.0, 0.0)

    def take(self, picture: NDArray[np.uint8]) -> None:
        """The fitted picture shown at `due`."""
        self._kept[self._missing.pop()] = picture

    def build(self, sound: Sound | None) -> CellWindow:
        """The window of the complete cell in hand; the next cell comes to hand."""
        cell = self._cells[self._at]
        window = CellWindow(
            self.media, cell, seen_span(self.sees, cell, self.media.whole), self._times, self.fit,
            self._frames(), self._heard(cell, sound),
        )  # fmt: skip
        self._next_cell()
        return window

    def _next_cell(self) -> None:
        self._at += 1
        if self.finished:
            self._kept.clear()
            return
        self._times = shown_times(self.media, self._cells[self._at], self.sees)
        self._times.setflags(write=False)
        self._shown = _clamped(self.media, self._times) if self.fit else []
        wanted = set(self._shown)
        self._kept = {time: picture for time, picture in self._kept.items() if time in wanted}
        self._missing = sorted(wanted - self._kept.keys(), reverse=True)

    def _frames(self) -> NDArray[np.uint8]:
        if not self._shown:
            return np.empty((0, 0, 0, 3), np.uint8)
        if len(self._shown) == 1:
            return self._kept[self._shown[0]][np.newaxis]
        frames = np.stack([self._kept[time] for time in self._shown])
        frames.setflags(write=False)
        return frames

    def _heard(self, cell: TimeSpan, sound: Sound | None) -> NDArray[np.float32]:
        if not self.sees.sound:
            return np.empty(0, np.float32)
        rate, (first, length) = self.sees.sound, samples(self.sees, cell)
        whole = self.media.whole
        heard = np.zeros(length, np.float32)
        begin = max(first, round(whole.start * rate))
        end = min(first + length, round(whole.end * rate))
        if sound is not None and begin < end:
            heard[begin - first : end - first] = sound.read(rate, begin, end - begin)
        heard.setflags(write=False)
        return heard


def _clamped(media: Media, times: NDArray[np.float64]) -> list[float]:
    """The instants whose pictures are shown at `times`: a reference sees nothing outside its span."""
    if isinstance(media, Image):
        return [float(time) for time in times]
    whole = media.whole
    return [float(time) for time in np.clip(times, whole.start, np.nextafter(whole.end, 0))]
