"""Colour words: how much of a thing is red, white, grey ...

Every RGB value is shared among twelve colour words by its lightness, chroma and hue in CIELAB; a thing's colours
are the mean over its box, the surroundings' share taken out. Hue bounds are where speakers switch words (Berlin and
Kay's basic terms); reflections of the sky on paint stay grey because blue must be twice as strong as other hues.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.floating[Any]]"

COLOURS: tuple[str, ...] = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "white", "silver", "grey", "black",
)  # fmt: skip
CHROMATIC = 8
"""The first eight words need chroma; the last four are shades."""

LEVELS = 32
SAMPLES = 32
MARGIN = 0.3
BACKDROP = 0.2
TORSO, CUT_OFF_TORSO = -0.12, 0.25
"""Where a person's clothes are in a box's height, -0.5 to 0.5: of the whole figure, and of head and shoulders alone."""


def name_shares(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Shares of the twelve words in each colour: (n, 3) RGB to (n, 12), rows summing to 1."""
    import cv2

    lab = cv2.cvtColor(rgb.astype(np.float32)[None] / 255.0, cv2.COLOR_RGB2LAB)[0]
    light, a, b = lab.T
    chroma = np.hypot(a, b)
    hue = np.degrees(np.arctan2(b, a)) % 360.0
    shares = np.zeros((len(rgb), len(COLOURS)), np.float32)
    needed = np.where((hue > 190) & (hue < 310), 22.0, 15.0) + 6.0 * np.clip((22.0 - light) / 22.0, 0, 1)
    strong = _soft((chroma - needed) / 2.5)
    for word, share in _hues(light, chroma, hue).items():
        shares[:, COLOURS.index(word)] += strong * share
    for word, share in _shades(light).items():
        shares[:, COLOURS.index(word)] += (1.0 - strong) * share
    return np.asarray(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-6), dtype=np.float32)


def _soft(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))


def _band(x: Floats, low: float, high: float, edge: float) -> Floats:
    return np.asarray(_soft((x - low) / edge) * _soft((high - x) / edge))


def _hues(light: Floats, chroma: Floats, hue: Floats) -> dict[str, Floats]:
    wrapped = np.where(hue > 180, hue - 360, hue)
    warm = _band(wrapped, -15, 52, 4)
    amber = _band(hue, 52, 74, 4)
    pale = _soft((light - 66) / 4) * _soft((52 - chroma) / 5) * _band(wrapped, -45, 38, 5)
    rose = _band(wrapped, -42, -15, 4)
    dull = _soft((46 - light) / 4) * _soft((44 - chroma) / 4) * _band(hue, 34, 90, 5)
    raw = {
        "red": warm * (1 - pale) * (1 - dull),
        "pink": np.maximum(pale * np.maximum(warm, rose), rose * _soft((light - 52) / 5)),
        "purple": np.maximum(_band(hue, 303, 330, 4), rose * _soft((52 - light) / 5)),
        "orange": amber * (1 - dull),
        "brown": dull,
        "yellow": _band(hue, 74, 108, 4) * (1 - dull),
        "green": _band(hue, 108, 200, 5),
        "blue": _band(hue, 200, 303, 5),
    }
    total = np.maximum(sum(raw.values()), 1e-6)
    return {word: share / total for word, share in raw.items()}


def _shades(light: Floats) -> dict[str, Floats]:
    black = _soft((24 - light) / 3)
    white = _soft((light - 80) / 3)
    silver = _band(light, 58, 82, 4) * 0.6
    return {"black": black, "white": white * (1 - silver), "silver": silver * (1 - black),
            "grey": (1 - black) * (1 - white) * (1 - silver) + silver * black + white * silver}  # fmt: skip


@cache
def _table() -> NDArray[np.float32]:
    step = 256 // LEVELS
    axis = np.arange(LEVELS, dtype=np.uint8) * step + step // 2
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
    return name_shares(grid.astype(np.uint8))


def _shares(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    bins = pixels.reshape(-1, 3).astype(np.int32) // (256 // LEVELS)
    return np.asarray(_table()[(bins[:, 0] * LEVELS + bins[:, 1]) * LEVELS + bins[:, 2]])


def _mean(shares: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    flat = weight.reshape(-1)
    return np.asarray(flat @ shares / max(float(flat.sum()), 1e-9), dtype=np.float32)


def box_colours(picture: NDArray[np.uint8], box: NDArray[np.float32], clothed: bool = False) -> NDArray[np.float32]:
    """Shares (12,) of the colour words in a thing; `box` as fractions; `clothed` looks at a person's clothes.

    The corners of a box show what is behind the thing: the colours of a rim around the box are taken out in
    proportion. Works on at most 32 x 32 samples, so its cost does not grow with the box.
    """
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = (float(v) for v in box)
    rim_x, rim_y = MARGIN * (x1 - x0) / 2, MARGIN * (y1 - y0) / 2
    columns = np.linspace(x0 - rim_x, x1 + rim_x, SAMPLES)
    rows = np.linspace(y0 - rim_y, y1 + rim_y, SAMPLES)
    inside = ((rows >= y0) & (rows <= y1))[:, None] & ((columns >= x0) & (columns <= x1))[None]
    real = ((rows >= 0) & (rows < 1))[:, None] & ((columns >= 0) & (columns < 1))[None]
    u = (columns - (x0 + x1) / 2) / max(x1 - x0, 1e-6)
    v = (rows - (y0 + y1) / 2) / max(y1 - y0, 1e-6)
    torso = CUT_OFF_TORSO if clothed and _cut_off(picture, box) else TORSO
    core = np.exp(-0.5 * ((v[:, None] - torso) ** 2 / 0.05 + u[None] ** 2 / 0.03)) if clothed else np.exp(
        -0.5 * (v[:, None] ** 2 + u[None] ** 2) / 0.09
    )  # fmt: skip
    grid = np.ix_(
        np.clip((rows * height).astype(int), 0, height - 1), np.clip((columns * width).astype(int), 0, width - 1)
    )
    shares = _shares(picture[grid])
    own = _mean(shares, (core * inside * real).astype(np.float32))
    rim = (~inside & real).astype(np.float32)
    if rim.sum() < 10 or clothed:
        return own
    own = np.clip(own - BACKDROP * _mean(shares, rim), 0.0, None)
    return np.asarray(own / max(float(own.sum()), 1e-6), dtype=np.float32)


def _cut_off(picture: NDArray[np.uint8], box: NDArray[np.float32]) -> bool:
    """Whether the picture's lower edge leaves no more of a person than head, shoulders and chest."""
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = (float(value) for value in box)
    return y1 > 0.96 and (y1 - y0) * height < 1.75 * (x1 - x0) * width


KIN: dict[str, dict[str, float]] = {
    "red": {"pink": 0.5, "orange": 0.2, "brown": 0.2},
    "orange": {"red": 0.3, "brown": 0.3, "yellow": 0.3},
    "yellow": {"orange": 0.4, "brown": 0.2},
    "green": {"yellow": 0.2},
    "blue": {"purple": 0.3},
    "purple": {"pink": 0.4, "blue": 0.2},
    "pink": {"red": 0.2, "purple": 0.4},
    "brown": {"orange": 0.5, "red": 0.2, "yellow": 0.2},
    "white": {"silver": 0.5},
    "silver": {"grey": 0.8, "white": 0.5},
    "grey": {"silver": 0.6, "black": 0.35, "white": 0.1},
    "black": {"grey": 0.1},
}
"""Words that light and shade turn a colour into, and what a share of them is worth."""

SHADE_MIDDLE = {"white": 0.38, "silver": 0.42, "grey": 0.45, "black": 0.6}
BLUE_MIDDLE = 0.33
HUE_MIDDLE, HUE_WIDTH, SHADE_WIDTH = 0.265, 0.035, 0.05


def likelihood(colour: str, shares: Floats) -> float:
    """Probability 0..1 that a thing with these shares (12,) is called `colour`.

    A quarter of chromatic paint is enough, for tyres, glass and shade are never painted; blue asks for a third, since
    shade and glass mirror the sky; a shade word asks for about half and for little chroma elsewhere.
    """
    own = float(shares[COLOURS.index(colour)])
    own += sum(worth * float(shares[COLOURS.index(word)]) for word, worth in KIN[colour].items())
    if colour not in SHADE_MIDDLE:
        return _logistic((own - (BLUE_MIDDLE if colour == "blue" else HUE_MIDDLE)) / HUE_WIDTH)
    painted = float(shares[:CHROMATIC].sum())
    plain = _logistic((0.3 - painted) / HUE_WIDTH)
    return plain * _logistic((own - SHADE_MIDDLE[colour]) / SHADE_WIDTH)


def _logistic(x: float) -> float:
    return float(1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0))))
