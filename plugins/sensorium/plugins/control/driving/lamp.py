"""Which lamp of a traffic light is lit, by what shines in its box: its hue, and where in the housing it lies.

Lit lamps are saturated and bright; they are red, amber or bluish green (ITE ST-017 and EN 12368 bound the hues), and
stand red first: at the top of an upright housing, at the left of a lying one. Leaves and grass are yellower than the
green lamp and sky is bluer, so both fall between the bands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

State = Literal["red", "yellow", "green", "unlit"]
LAMPS: tuple[State, State, State] = ("red", "yellow", "green")

HUES = {"red": (338.0, 16.0), "yellow": (20.0, 62.0), "green": (128.0, 200.0)}
"""Degrees of hue in which a lamp of that name shines."""
SOFT = 4.0
PLACES = (0.2, 0.5, 0.8)
"""Where along the housing each lamp sits."""
PULL = 2.4
"""How much the place counts: the exponent's weight against the hue's."""
SIDE = 48
LYING = 1.25
"""A box this much wider than high holds a lying housing."""
LEAST = 0.002
"""Share of the box that must shine before a lamp is called lit."""
CENTRED = 0.3
"""How much of the light must lie along the housing's middle: of a bright sky behind an unlit one hardly any does."""


class Lamp(NamedTuple):
    """The lit lamp; `sure` 0..1 is its share of all that shines, `place` where along the housing its light lies."""

    state: State
    sure: float
    place: float


UNLIT = Lamp("unlit", 1.0, 0.5)


def lit_lamp(crop: NDArray[np.uint8]) -> Lamp:
    """Read an RGB picture (height, width, 3) of one traffic light."""
    every = shining(crop)
    lying = crop.shape[1] > LYING * crop.shape[0]
    inner = every * _middle(every.shape[1:], lying)
    shares = inner.mean(axis=(1, 2))
    places = [_place(each, lying) for each in inner]
    weight = shares * np.exp(-PULL * np.abs(np.array(places) - PLACES))
    best = int(weight.argmax())
    if shares[best] < LEAST or shares[best] < CENTRED * every[best].mean():
        return UNLIT
    return Lamp(LAMPS[best], float(weight[best] / weight.sum()), places[best])


def shining(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(3, height, width): how much each pixel of the crop, at most SIDE wide and high, shines in each lamp's hue."""
    import cv2

    scale = min(1.0, SIDE / max(crop.shape[:2]))
    size = (max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale)))
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    hue, strength, value = np.moveaxis(cv2.cvtColor(small, cv2.COLOR_RGB2HSV), 2, 0)
    bright = max(0.35, 0.6 * float(np.quantile(value, 0.99)))
    glow = _rise(strength, 0.12, 0.08) * _rise(value, bright, 0.08) * strength * value
    return np.stack([glow * _within(hue, *HUES[name]) for name in LAMPS]).astype(np.float32)


def _within(hue: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """1 inside the arc from `low` up to `high` degrees, falling off softly."""
    half = ((high - low) % 360) / 2
    away = np.abs((hue - low - half + 180) % 360 - 180)
    return np.asarray(_rise(half - away, 0.0, SOFT), np.float32)


def _rise(x: NDArray[np.floating], middle: float, width: float) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip((x - middle) / width * 4, -30, 30))), np.float32)


def _middle(size: tuple[int, ...], lying: bool) -> NDArray[np.float32]:
    """Across the housing the middle counts: a box is seldom tight, and what is beside the housing is not it."""
    height, width = size
    across = np.linspace(-1, 1, height if lying else width)
    weight = np.exp(-0.5 * (across / 0.35) ** 2)
    return np.asarray(np.broadcast_to(weight[:, None] if lying else weight, (height, width)), np.float32)


def _place(shine: NDArray[np.float32], lying: bool) -> float:
    """The median of the light along the housing, 0..1."""
    profile = shine.sum(axis=0 if lying else 1).cumsum()
    if profile[-1] <= 0:
        return 0.5
    return float((np.searchsorted(profile, profile[-1] / 2) + 0.5) / len(profile))
