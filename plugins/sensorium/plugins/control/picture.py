"""The pixels of one picture, read where they block nobody."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sensorium.core.sees import Sees

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sensorium.core.model import Job
    from sensorium.core.values import Image

AS_STORED = Sees(every=0.0, fps=1)


async def pixels(job: Job[Any], image: Image) -> NDArray[np.uint8]:
    """RGB (height, width, 3), upright; of an image with a crop that part. Raises MediaError where it is damaged."""
    return await asyncio.to_thread(_read, job, image)


def _read(job: Job[Any], image: Image) -> NDArray[np.uint8]:
    [frames] = [window.frames for window in job.read(image, AS_STORED)]
    shown: NDArray[np.uint8] = frames[0]
    return shown
