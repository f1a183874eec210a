"""Sky and grass found in a small picture by smoothness, colour and place.

Sky is a smooth region, blue or pale, that hangs from the picture's upper edge; walls are told from it by their warmth
and their grain, which does not always succeed: who knows of furniture in the picture should believe it less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.grounding.likelihood import logistic

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 128
SMOOTH = 3.0
"""Lightness (CIELAB) a pixel may differ from the next in sky."""

EDGE = 3
"""Rows that count as the upper edge."""

LEAST_SKY, LEAST_GRASS = 0.04, 0.08


class Stretch(NamedTuple):
    """A region of a square picture: box as fractions x0, y0, x1, y1, its share, how sure, and colours largest first."""

    name: str
    box: tuple[float, float, float, float]
    share: float
    score: float
    colours: tuple[tuple[str, float], ...]


def stretches(picture: NDArray[np.uint8]) -> list[Stretch]:
    """The sky and the grass of an RGB picture (SIDE, SIDE, 3), each where there is any."""
    import cv2

    lab = cv2.cvtColor(picture.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)
    lab = np.asarray(cv2.bilateralFilter(lab, 5, 10.0, 3.0), np.float32)
    found = [_sky(lab, _grain(lab)), _grass(lab)]
    return [each for each in found if each is not None]


def _grain(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    import cv2

    across, down = cv2.Sobel(lab[..., 0], cv2.CV_32F, 1, 0), cv2.Sobel(lab[..., 0], cv2.CV_32F, 0, 1)
    return np.asarray(cv2.blur(np.hypot(across, down) / 4, (3, 3)), np.float32)


def _sky(lab: NDArray[np.float32], grain: NDArray[np.float32]) -> Stretch | None:
    import cv2

    light, a, b = lab[..., 0], lab[..., 1], lab[..., 2]
    blue = (b < -6) & (np.abs(a) < 30) & (light > 25)
    pale = (light > 55) & (np.hypot(a, b) < 14)
    like = ((blue | pale) & (grain < SMOOTH)).astype(np.uint8)
    like[:2] = like[2]
    _, parts = cv2.connectedComponents(like, connectivity=4)
    hanging = np.setdiff1d(np.unique(parts[:EDGE]), [0])
    mask = np.isin(parts, hanging)
    if mask.mean() < LEAST_SKY:
        return None
    warmth, coarse = float(b[mask].mean()), float(grain[mask].mean())
    deep = bool(mask[-20:].mean() > 0.5)
    score = min(
        logistic(float(mask[:6].mean()), 0.4, 0.06),
        logistic(coarse, 0.4 if deep else 1.12, -0.08),
        logistic(warmth, 2.0, -0.7),
    )
    return _stretch("sky", mask, score, sky_colours(lab[mask]))


def sky_colours(lab: NDArray[np.float32]) -> tuple[tuple[str, float], ...]:
    """Colour words for sky pixels (n, 3): paler blue is called blue there than of things."""
    light, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360
    blue = (chroma > 6) & (hue > 190) & (hue < 310)
    warm = ~blue & (chroma > 16)
    shade = ~blue & ~warm
    shares = {
        "blue": blue.mean(),
        "white": (shade & (light > 82)).mean(),
        "grey": (shade & (light <= 82) & (light > 22)).mean(),
        "black": (shade & (light <= 22)).mean(),
        "orange": (warm & (hue > 40) & (hue < 110)).mean(),
        "pink": (warm & ((hue <= 40) | (hue >= 310))).mean(),
        "green": (warm & (hue >= 110)).mean(),
    }
    return _ranked(shares)


def _grass(lab: NDArray[np.float32]) -> Stretch | None:
    """Grass that is green: dry grass looks like sand and soil."""
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    green = (hue > 95) & (hue < 165) & (chroma > 12) & (lab[..., 0] > 15)
    green[: SIDE * 2 // 5] = False
    if green.mean() < LEAST_GRASS:
        return None
    fresh = float((hue[green] > 100).mean())
    score = logistic(float(green[SIDE // 2 :].mean()), 0.22, 0.05)
    return _stretch("grass", green, score, _ranked({"green": fresh, "yellow": 1 - fresh}))


def _ranked(shares: dict[str, float]) -> tuple[tuple[str, float], ...]:
    rows = sorted(((word, float(share)) for word, share in shares.items() if share >= 0.05), key=lambda row: -row[1])
    return tuple(rows)


def _stretch(name: str, mask: NDArray[np.bool_], score: float, colours: tuple[tuple[str, float], ...]) -> Stretch:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = (columns[0] / SIDE, rows[0] / SIDE, (columns[-1] + 1) / SIDE, (rows[-1] + 1) / SIDE)
    x0, y0, x1, y1 = (float(value) for value in box)
    return Stretch(name, (x0, y0, x1, y1), float(mask.mean()), score, colours)
