"""Windows: what a model sees of one cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sensorium.core.errors import PluginError
from sensorium.core.media.cells import instants, seen_span
from sensorium.core.media.fit import Fit, fit
from sensorium.core.sees import Sees
from sensorium.core.values import Box, Image, Media, TimeSpan


@dataclass(frozen=True, eq=False)
class CellWindow:
    """A Window (see `sensorium.core.sees`), with its arrays or bare of them.

    `times` are the instants j/fps: those before ``span.start`` or not before ``span.end`` show an edge
    frame again. Bare windows, as `read` gets them, still place boxes and times; their arrays raise.
    """

    media: Media
    cell: TimeSpan
    span: TimeSpan
    times: NDArray[np.float64]
    fit: Fit | None
    shown: NDArray[np.uint8] | None = None
    heard: NDArray[np.float32] | None = None

    @property
    def frames(self) -> NDArray[np.uint8]:
        """RGB, shape (n, height, width, 3), read-only."""
        if self.shown is None:
            raise _bare("frames")
        return self.shown

    @property
    def sound(self) -> NDArray[np.float32]:
        """Mono samples in -1..1, shape (samples,), read-only."""
        if self.heard is None:
            raise _bare("sound")
        return self.heard

    def restore(self, box: Box) -> Box:
        """A box in the fitted frame, as fractions of it, brought back to the upright picture."""
        return box if self.fit is None else self.fit.restore(box)

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in (self.shown, self.heard) if array is not None)


def bare_window(media: Media, cell: TimeSpan, sees: Sees) -> CellWindow:
    """The window of a cell without its arrays, for raws that come from the cache."""
    times = shown_times(media, cell, sees)
    times.setflags(write=False)
    return CellWindow(media, cell, seen_span(sees, cell, media.whole), times, fit_of(media, sees))


def shown_times(media: Media, cell: TimeSpan, sees: Sees) -> NDArray[np.float64]:
    """The instants shown of a cell; a still picture has one."""
    if isinstance(media, Image):
        return np.array([media.time or 0.0] if sees.fps else [])
    return instants(sees, cell)


def fit_of(media: Media, sees: Sees) -> Fit | None:
    """How the pictures of a medium are fitted for `sees`; None where no picture is seen."""
    video = media.probe.video
    if sees.fps == 0 or video is None:
        return None
    return fit((video.width, video.height), sees.size, sees.fit, media.crop)


def _bare(what: str) -> PluginError:
    return PluginError(
        f"{what} asked of a window that has no arrays",
        where="read",
        fix="keep what read() needs in the raw: raws come from the cache too",
    )
