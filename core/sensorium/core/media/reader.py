"""Reading windows of one medium."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from sensorium.core.media.cells import cells_of, samples, seen_span
from sensorium.core.media.fit import Fitter
from sensorium.core.media.frames import Decoding, Film
from sensorium.core.media.kind import require_audio, require_video
from sensorium.core.media.sound import Sound
from sensorium.core.media.window import CellWindow, fit_of, shown_times
from sensorium.core.sees import Sees, Window
from sensorium.core.values import Image, Media, TimeSpan


class Reader:
    """Windows of one medium for all who ask; safe to share between threads."""

    def __init__(self, media: Media, *, warn: Callable[[str], None] | None = None) -> None:
        self.media = media
        self._warn = warn or (lambda text: None)
        self.stats = Decoding()

    def windows(self, sees: Sees, within: Sequence[TimeSpan] | None = None) -> Iterator[Window]:
        """Windows in order of time; with `within` only those whose cells meet one of its spans."""
        if sees.fps:
            require_video(self.media)
        elif sees.sound:
            require_audio(self.media)
        return self._windows(sees, cells_of(self.media, sees, within))

    def _windows(self, sees: Sees, asked: list[TimeSpan]) -> Iterator[Window]:
        media, whole = self.media, self.media.whole
        placing = fit_of(media, sees)
        film = Film(media.uri, self.stats) if sees.fps and not isinstance(media, Image) else None
        fitter = Fitter(placing) if placing else None
        sound = Sound(media.uri, self._warn) if sees.sound and media.probe.audio else None
        kept = {}
        for cell in asked:
            times = shown_times(media, cell, sees)
            clamped = [min(max(t, whole.start), np.nextafter(whole.end, 0)) for t in times]
            frames = heard = None
            if film and fitter:
                for t, picture in film.at([t for t in sorted(set(clamped)) if t not in kept]):
                    kept[t] = fitter(picture.frame)
                kept = {t: kept[t] for t in kept if t >= clamped[0]}
                frames = np.stack([kept[t] for t in clamped])
            elif fitter:
                from sensorium.core.media.still import decode_still

                frames = fitter(decode_still(media.uri))[None]
            if sees.sound:
                first, count = samples(sees, cell)
                heard = np.zeros(count, np.float32) if sound is None else sound.read(sees.sound, first, count)
            yield CellWindow(media, cell, seen_span(sees, cell, whole), times, placing, frames, heard)
