"""Title cards: type on a gradient, each shot in another colour than the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.plugins.generation.film.typeface import Setting, Typefaces, settable

if TYPE_CHECKING:
    from PIL.Image import Image as Canvas
    from PIL.ImageDraw import ImageDraw

Picture = NDArray[np.uint8]
"""RGB, (height, width, 3)."""
Colour = tuple[int, int, int]


class Palette(NamedTuple):
    """A gradient from the upper left to the lower right, the colour of the type and of the line beside it."""

    begin: Colour
    end: Colour
    ink: Colour
    accent: Colour


PALETTES = (
    Palette((16, 28, 58), (30, 78, 110), (244, 241, 232), (240, 178, 92)),
    Palette((122, 48, 40), (196, 104, 62), (255, 246, 234), (255, 214, 140)),
    Palette((14, 58, 56), (52, 122, 98), (240, 246, 236), (230, 206, 120)),
    Palette((66, 28, 74), (142, 62, 104), (250, 240, 244), (248, 176, 150)),
    Palette((58, 66, 78), (120, 134, 146), (248, 248, 246), (250, 204, 120)),
    Palette((34, 56, 28), (112, 132, 62), (248, 248, 232), (248, 214, 130)),
)
"""Neighbours differ in hue, so that a cut from card to card is seen as one."""


class Wording(NamedTuple):
    """What a card says: a large text, a small line above it, and whether it is a heading or something quoted."""

    text: str
    above: str = ""
    heading: bool = True


def card(wording: Wording, palette: Palette, size: tuple[int, int], faces: Typefaces) -> Picture:
    """A card of `size` (width, height)."""
    from PIL import Image

    canvas = Image.fromarray(gradient(palette, size))
    if wording.heading:
        _heading(canvas, wording, palette, faces)
    else:
        _quotation(canvas, wording, palette, faces)
    return np.asarray(canvas, np.uint8)


def gradient(palette: Palette, size: tuple[int, int]) -> Picture:
    """A diagonal gradient with a soft light in it; finely grained, since plain steps would show as bands."""
    width, height = size
    across = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :]
    down = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None]
    share = (0.62 * across + 0.38 * down)[..., None]
    light = np.exp(-(((across - 0.28) / 0.55) ** 2 + ((down - 0.22) / 0.6) ** 2))[..., None]
    shade = 1.0 - 0.28 * (((across - 0.5) / 0.75) ** 2 + ((down - 0.5) / 0.75) ** 2)[..., None]
    begin, end = np.asarray(palette.begin, np.float32), np.asarray(palette.end, np.float32)
    picture = ((begin * (1 - share) + end * share) * shade + 26.0 * light).astype(np.float32)
    grain = np.random.default_rng(width * 8_191 + height).random((height, width, 1), dtype=np.float32)
    return np.asarray(np.clip(picture + grain - 0.5, 0, 255).round(), np.uint8)


def caption_band(text: str, size: tuple[int, int], faces: Typefaces) -> tuple[NDArray[np.float32], int]:
    """A line of type over the foot of a frame of `size`: (height, width, 4) of premultiplied colour and alpha in 0..1,
    and the row it begins at. Dark behind, so that it reads over any picture."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    width, height = size
    top = round(height * 0.68)
    rows = height - top
    setting = faces.fitted(text, "serif", max(14, height // 17), round(width * 0.8), round(height * 0.16))
    mask = Image.new("L", (width, rows), 0)
    pen = Draw(mask)
    left, y = round(width * 0.07), rows - round(height * 0.09) - setting.height
    _lines(pen, setting, left, y, 255)
    pen.rectangle((left, y - round(height * 0.018), left + round(width * 0.045), y - round(height * 0.012)), fill=255)
    ink = np.asarray(mask, np.float32)[..., None] / 255.0
    dark = np.linspace(0.0, 0.72, rows, dtype=np.float32)[:, None, None] ** 1.2 * np.ones((1, width, 1), np.float32)
    alpha = ink + dark * (1 - ink)
    colour = np.asarray([250, 247, 238], np.float32) * ink
    return np.asarray(np.concatenate([colour, alpha], axis=2), np.float32), top


def _heading(canvas: Canvas, wording: Wording, palette: Palette, faces: Typefaces) -> None:
    """A centred heading with a short line under it."""
    from PIL.ImageDraw import Draw

    width, height = canvas.size
    pen = Draw(canvas)
    setting = faces.fitted(wording.text, "serif", round(height * 0.125), round(width * 0.78), round(height * 0.5))
    y = (height - setting.height) // 2 - round(height * 0.015)
    _lines(pen, setting, None, y, palette.ink, width=width)
    half, foot = round(width * 0.04), y + setting.height + round(height * 0.045)
    pen.rectangle((width // 2 - half, foot, width // 2 + half, foot + max(2, height // 180)), fill=palette.accent)
    if wording.above:
        _small(pen, wording.above, None, y - round(height * 0.035), palette.accent, canvas.size, faces)


def _quotation(canvas: Canvas, wording: Wording, palette: Palette, faces: Typefaces) -> None:
    """A text set flush left behind an upright line."""
    from PIL.ImageDraw import Draw

    width, height = canvas.size
    pen = Draw(canvas)
    left = round(width * 0.135)
    setting = faces.fitted(wording.text, "serif", round(height * 0.1), round(width * 0.74), round(height * 0.56))
    y = (height - setting.height) // 2
    _lines(pen, setting, left, y, palette.ink)
    bar = round(width * 0.095)
    pen.rectangle(
        (bar, y + setting.leading // 8, bar + max(3, width // 260), y + setting.height - setting.leading // 8),
        fill=palette.accent,
    )
    if wording.above:
        _small(pen, wording.above, left, y - round(height * 0.05), palette.accent, canvas.size, faces)


def _lines(pen: ImageDraw, setting: Setting, left: int | None, top: int, fill: Colour | int, *, width: int = 0) -> None:
    """Draw lines from `top` on: flush left, or centred in `width` where `left` is None."""
    for number, line in enumerate(setting.lines):
        x = (width - setting.font.getlength(line)) / 2 if left is None else left
        pen.text((x, top + number * setting.leading), line, font=setting.font, fill=fill)


def _small(
    pen: ImageDraw, text: str, left: int | None, foot: int, fill: Colour, size: tuple[int, int], faces: Typefaces
) -> None:
    """One small line that stands on `foot`: in spaced capitals where its letters have them."""
    width, height = size
    text = settable(text).upper()
    setting = faces.fitted(text, "sans", round(height * 0.032), round(width * 0.6), round(height * 0.06))
    line, font = setting.lines[0] if setting.lines else "", setting.font
    space = round(height * 0.032 * 0.16) if text.isascii() else 0
    x = left if left is not None else (width - font.getlength(line) - space * (len(line) - 1)) / 2
    for letter in line:
        pen.text((x, foot - setting.leading), letter, font=font, fill=fill)
        x += font.getlength(letter) + space
