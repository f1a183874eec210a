"""Media that exist only as references, and windows of them made without decoding: tests in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from sensorium.core.host import Readers
from sensorium.core.media import bare_window, require_audio, require_video
from sensorium.core.media.cells import cells_of, samples
from sensorium.core.media.window import CellWindow
from sensorium.core.sees import Sees
from sensorium.core.values import Audio, AudioStream, Media, Probe, TimeSpan, Video, VideoStream

Kind = TypeVar("Kind", bound=Media)
TICK = 16
"""Pretended pictures change sixteen times a second."""


def pretend(kind: type[Kind] = Video, seconds: float = 10.0, *, name: str = "pretended", sound: bool = True) -> Kind:  # type: ignore[assignment]
    """A reference to a medium that is nowhere; its digest follows from `name`."""
    picture = None if kind is Audio else VideoStream(width=64, height=36, fps=TICK)
    probe = Probe(duration=seconds, video=picture, audio=AudioStream(rate=16_000, channels=1) if sound else None)
    return kind(uri=name, sha256=name, probe=probe)


class PretendReaders(Readers):
    """Readers of pretended media. Every pixel of the picture at t is ``int(t * TICK) % 256``, every sample its time.

    `served` counts the windows made.
    """

    def __init__(self) -> None:
        super().__init__()
        self.served = 0

    def of(self, media: Media, *, holding: bool = False) -> Any:
        """A reader that decodes nothing."""
        return PretendReader(media, self)


class PretendReader:
    """Windows as `media.Reader` would cut them."""

    def __init__(self, media: Media, counted: PretendReaders) -> None:
        self.media = media
        self._counted = counted

    def windows(self, sees: Sees, within: Sequence[TimeSpan] | None = None) -> Iterator[CellWindow]:
        """Windows in order of time; only those whose cells meet `within`."""
        (require_video if sees.fps else require_audio)(self.media)
        for cell in cells_of(self.media, sees, within):
            self._counted.served += 1
            yield self._window(cell, sees)

    def _window(self, cell: TimeSpan, sees: Sees) -> CellWindow:
        window = bare_window(self.media, cell, sees)
        frames = sound = None
        if sees.fps:
            width, height = sees.size or (64, 36)
            shades = (window.times.clip(0) * TICK).astype(np.int64) % 256
            frames = np.broadcast_to(shades.astype(np.uint8)[:, None, None, None], (len(shades), height, width, 3))
        if sees.sound:
            first, count = samples(sees, cell)
            sound = (np.arange(first, first + count) / sees.sound).clip(0).astype(np.float32)
        return replace(window, shown=frames, heard=sound)
