"""Whole pictures for models that bring their own preprocessing: as large as they need, without padding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.content import content
from sensorium.core.sees import Sees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.model import Job
    from sensorium.core.sees import Window
    from sensorium.core.values import Image

WHOLE = Sees(every=0.0, fps=1, size=(1024, 1024), fit="pad")
"""No processor of these models keeps more pixels, and a picture of 100 megapixels costs no more than another."""


def whole(window: Window) -> NDArray[np.uint8]:
    """The picture of a window that sees as `WHOLE` does: RGB (height, width, 3)."""
    rows, columns = content(window)
    return np.ascontiguousarray(window.frames[0, rows, columns])


def look(job: Job[Any], image: Image) -> NDArray[np.uint8]:
    """The picture of an image."""
    return whole(next(job.read(image, WHOLE)))


def pillow(pictures: Sequence[NDArray[np.uint8]]) -> list[Any]:
    """The pictures as PIL images: processors guess which axis of an array is colour, and guess wrong for thin ones."""
    from PIL import Image as Pillow

    return [Pillow.fromarray(picture) for picture in pictures]
