"""Frames of a film, one after another: each shot's picture under its camera move, with what is laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.model import Job
from sensorium.core.script import Script
from sensorium.core.tasks.generation import FilmInput
from sensorium.core.values import Image
from sensorium.plugins.generation.film.camera import CLOSEST, move_of, shoot, track
from sensorium.plugins.generation.film.cards import PALETTES, Picture, caption_band, card
from sensorium.plugins.generation.film.pictures import canvas_of, opened
from sensorium.plugins.generation.film.timeline import Cut
from sensorium.plugins.generation.film.typeface import Typefaces
from sensorium.plugins.generation.film.visuals import Visual
from sensorium.plugins.generation.film.writing import Frame

CAPTION, FADE = 3.6, 0.5
"""Seconds a scene's heading stands over its first picture, and in which it comes and goes."""
DARK = 0.4
"""Seconds in which the film comes out of black and goes back to it."""


class Overlay(NamedTuple):
    """Premultiplied colour and alpha (rows, width, 4), the row it begins at, and how long it is seen."""

    picture: NDArray[np.float32]
    top: int
    seconds: float


class Filming:
    """Draws the shots of one film; one picture is held at a time."""

    def __init__(self, job: Job[FilmInput], script: Script, faces: Typefaces) -> None:
        self._job = job
        self._script = script
        self._faces = faces
        self._size = (job.input.width, job.input.height)
        self._fps = job.input.fps

    def frames(self, cuts: Sequence[Cut], seen: Sequence[Visual]) -> Iterator[Frame]:
        """All frames in order."""
        total = cuts[-1].first + cuts[-1].frames
        for number, (cut, visual) in enumerate(zip(cuts, seen, strict=True)):
            for at, picture in enumerate(self._shot(number, cut, visual)):
                yield Frame(_lit(picture, cut.first + at, total, self._fps), at == 0)

    def _shot(self, number: int, cut: Cut, visual: Visual) -> Iterator[Picture]:
        canvas = self._canvas(number, visual)
        overlay = self._overlay(cut, visual)
        seconds = cut.frames / self._fps
        move = move_of(cut.shot.move, cut.shot.look, number)
        way = track(
            move, (canvas.shape[1], canvas.shape[0]), self._size, seconds, gentle=not isinstance(visual.shown, Image)
        )
        for at in range(cut.frames):
            picture = shoot(canvas, way.at(at / max(1, cut.frames - 1)), self._size)
            yield picture if overlay is None else laid_over(picture, overlay, at / self._fps)

    def _canvas(self, number: int, visual: Visual) -> Picture:
        if isinstance(visual.shown, Image):
            return canvas_of(opened(self._job, visual.shown), self._size)
        room = (round(self._size[0] * CLOSEST), round(self._size[1] * CLOSEST))
        return card(visual.shown, PALETTES[number % len(PALETTES)], room, self._faces)

    def _overlay(self, cut: Cut, visual: Visual) -> Overlay | None:
        """The heading of a scene that opens with a picture."""
        heading = self._script.scenes[cut.scene].heading
        if not (cut.opens and heading and isinstance(visual.shown, Image)):
            return None
        band, top = caption_band(heading, self._size, self._faces)
        return Overlay(band, top, min(CAPTION, cut.frames / self._fps))


def laid_over(picture: Picture, overlay: Overlay, seconds: float) -> Picture:
    """The picture with the overlay on it, as it is so many seconds into the shot."""
    strength = float(np.clip(min(seconds / FADE, (overlay.seconds - seconds) / FADE), 0.0, 1.0))
    if not strength:
        return picture
    lower = picture[overlay.top :].astype(np.float32)
    mixed = lower * (1 - strength * overlay.picture[..., 3:]) + strength * overlay.picture[..., :3]
    return np.concatenate([picture[: overlay.top], np.clip(mixed, 0, 255).astype(np.uint8)])


def _lit(picture: Picture, frame: int, total: int, fps: int) -> Picture:
    """The frame as bright as the film's beginning and end let it be."""
    span = min(DARK * fps, total / 4)
    light = min(1.0, (frame + 1) / span, (total - frame) / span)
    return picture if light >= 1 else np.asarray(picture * np.float32(light), np.uint8)
