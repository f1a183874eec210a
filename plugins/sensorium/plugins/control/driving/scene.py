"""What of a frame matters to a driver, and how it is looked for: other models' detections, this one's own lamps."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.grounding import VISUAL_GROUNDING, GroundingInput
from sensorium.core.values import Box, Detection, Image
from sensorium.plugins.control.driving.lamp import Lamp, lit_lamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.model import Job

HALVES = tuple(Box(x0=x, y0=0, x1=x + 0.5, y1=0.5) for x in (0.0, 0.25, 0.5))
CLOSER = tuple(Box(x0=x, y0=y, x1=x + 0.4, y1=y + 0.4) for x in (0.0, 0.2, 0.4, 0.6) for y in (0.0, 0.2))
"""Enlarged looks at the upper half, where traffic lights hang and are small; closer ones where those show none lit."""
SAME = 0.5
FRAME = Sees(every=0.0, fps=1)


class Light(NamedTuple):
    """A traffic light: where, how surely it is one, which lamp is lit."""

    box: Box
    score: float
    lamp: Lamp


class Scene(NamedTuple):
    """What was seen, best first."""

    lights: tuple[Light, ...] = ()
    people: tuple[Detection, ...] = ()
    vehicles: tuple[Detection, ...] = ()
    signs: tuple[Detection, ...] = ()


async def look(job: Job[Any], image: Image) -> Scene:
    """All that matters in one picture. Parts of it are asked about too, so that small lights are found."""

    async def found(phrase: str, picture: Image) -> Sequence[Detection]:
        return (await job.ask(VISUAL_GROUNDING, GroundingInput(image=picture, phrase=phrase))).detections

    async def lights(parts: Sequence[Box]) -> list[Detection]:
        pictures = [image.model_copy(update={"crop": part}) for part in parts]
        return [*chain.from_iterable(await asyncio.gather(*(found("traffic light", each) for each in pictures)))]

    parts = HALVES if image.crop is None else ()
    people, vehicles, signs, whole, enlarged = await asyncio.gather(
        found("person", image), found("vehicle", image), found("stop sign", image),
        found("traffic light", image), lights(parts),
    )  # fmt: skip
    seen = await _read(job, image, distinct([*whole, *enlarged]))
    if parts and all(each.lamp.state == "unlit" for each in seen):
        seen = await _read(job, image, distinct([*whole, *enlarged, *await lights(CLOSER)]))
    return Scene(seen, tuple(people), tuple(vehicles), tuple(signs))


async def _read(job: Job[Any], image: Image, boxes: Sequence[Detection]) -> tuple[Light, ...]:
    """The lamps of what was found."""
    if not boxes:
        return ()
    picture = await asyncio.to_thread(_pixels, job, image)
    return tuple(Light(one.box, one.score, lit_lamp(cut_out(picture, one.box))) for one in boxes)


def distinct(found: Iterable[Detection]) -> list[Detection]:
    """Best first, each thing once: what a crop and the whole both show overlaps in most of the smaller box."""
    kept: list[Detection] = []
    for one in sorted(found, key=lambda each: -each.score):
        if all(_shared(one.box, other.box) < SAME for other in kept):
            kept.append(one)
    return kept


def cut_out(picture: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The pixels of a box given in fractions; at least one."""
    height, width = picture.shape[:2]
    x0, y0 = min(int(box.x0 * width), width - 1), min(int(box.y0 * height), height - 1)
    return picture[y0 : max(y0 + 1, round(box.y1 * height)), x0 : max(x0 + 1, round(box.x1 * width))]


def _shared(one: Box, other: Box) -> float:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, width) * max(0.0, height) / max(min(one.area, other.area), 1e-9)


def _pixels(job: Job[Any], image: Image) -> NDArray[np.uint8]:
    """The whole upright picture: boxes speak of it, whatever part of it is meant."""
    window: Window = next(iter(job.read(image.model_copy(update={"crop": None}), FRAME)))
    return np.asarray(window.frames[0])
