"""The sound of given spans of a medium, one after the other, while it is read once and in order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sensorium.core.sees import Sees, Window
from sensorium.core.values import Media, TimeSpan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pydantic import BaseModel

    from sensorium.core.model import Job

PIECE = 5.0


def heard(
    job: Job[BaseModel], media: Media, spans: Sequence[TimeSpan], rate: int
) -> Iterator[tuple[TimeSpan, NDArray[np.float32]]]:
    """Each of `spans` (ordered, disjoint) with its mono samples at `rate` Hz, shape (samples,).

    Only pieces of five seconds that meet a span are decoded, and no more is held than the span in hand.
    """
    import numpy as np

    sees = Sees(every=PIECE, sound=rate)
    waiting, held = list(reversed(spans)), list[Window]()
    for window in job.read(media, sees, tuple(spans)):
        held.append(window)
        while waiting and waiting[-1].end <= window.cell.end + 1e-9:
            span = waiting.pop()
            yield span, np.concatenate([sound_in(each, span, sees) for each in held])
        held = [each for each in held if waiting and each.cell.end > waiting[-1].start]
    for span in reversed(waiting):
        parts = [sound_in(each, span, sees) for each in held]
        yield span, np.concatenate(parts) if parts else np.zeros(0, np.float32)


def sound_in(window: Window, span: TimeSpan, sees: Sees) -> NDArray[np.float32]:
    """The samples of a window's cell that lie in `span`; the zeros that make all windows equally long do not."""
    begin = math.floor(window.cell.start / sees.every + 1e-9) * sees.every - sees.context
    first, last = max(span.start, window.cell.start), min(span.end, window.cell.end)
    at = round(begin * sees.sound)
    return window.sound[max(0, round(first * sees.sound) - at) : max(0, round(last * sees.sound) - at)]
