"""What a model sees of a medium: a pure function of (media, cell, Sees), so that models can share one decode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from sensorium.core.values import Box, Media, TimeSpan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Rate = Literal[0, 1, 2, 4, 8, 16]


class Sees(NamedTuple):
    """Cells of media time and what is shown of each.

    Cell k is ``[k*every, (k+1)*every)``: what one unit answers for. `context` seconds are shown on either side.
    Frames are shown at the instants j/fps of media time, whatever span was asked for, so that the same instant is
    the same picture for everybody. `size` is (width, height), None as stored; `sound` is a sample rate in Hz, mono.
    ``every=0`` is one cell over the whole medium (pictures; short clips).
    """

    every: float
    context: float = 0.0
    fps: Rate = 0
    size: tuple[int, int] | None = None
    fit: Literal["stretch", "pad", "crop"] = "pad"
    sound: int = 0


class Window(Protocol):
    """One cell with its context, decoded. Arrays are read-only; a picture is one cell of one frame.

    `span` is what is real of cell and context: beyond the media's ends the edge frame repeats and sound is zero,
    so that every window of one Sees has the same shapes. `times` are the media times of the frames, in seconds;
    those before ``span.start`` or not before ``span.end`` show an edge frame again.
    """

    @property
    def media(self) -> Media: ...
    @property
    def cell(self) -> TimeSpan: ...
    @property
    def span(self) -> TimeSpan: ...
    @property
    def times(self) -> NDArray[np.float64]: ...
    @property
    def frames(self) -> NDArray[np.uint8]:
        """RGB, shape (n, height, width, 3)."""
        ...

    @property
    def sound(self) -> NDArray[np.float32]:
        """Mono samples in -1..1, shape (samples,)."""
        ...

    def restore(self, box: Box) -> Box:
        """A box in the fitted frame, as fractions of it, brought back to the upright picture."""
        ...
