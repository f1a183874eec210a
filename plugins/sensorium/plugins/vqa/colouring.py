"""Which colour word a thing would be called by, where exactly one is wanted.

Shade, tyres, glass and eyes are black or grey on everything, so a fifth of chromatic paint outweighs them; fur is never
called red or silver.
"""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.plugins.grounding.colour import CHROMATIC, COLOURS, KIN
from sensorium.plugins.grounding.labels import ANIMALS, VEHICLES

PAINTED, FURRED = 0.2, 0.15
"""Chromatic share from which on a thing, or an animal, is called by a hue."""

SHADOWED = 0.6
"""What black is worth beside other shades where it is not most of a thing: much of it is shadow."""

FUR = ANIMALS - {"bird"}


def called(shares: Sequence[float], label: str) -> list[tuple[str, float]]:
    """Colour words with their probabilities, likeliest first; `shares` (12,) are those of COLOURS."""
    parts = dict(zip(COLOURS, (float(share) for share in shares), strict=True))
    if label in FUR:
        parts = _fur(parts, orange=label in ("cat", "dog"))
    elif label not in VEHICLES:
        parts["grey"] += parts["silver"] / 2
        parts["white"] += parts.pop("silver") / 2
    hues = {word: parts.get(word, 0.0) for word in COLOURS[:CHROMATIC]}
    shades = {word: parts.get(word, 0.0) for word in COLOURS[CHROMATIC:]}
    if shades["black"] < 0.5:
        shades["black"] *= SHADOWED
    chosen, rest = (hues, shades) if sum(hues.values()) >= (FURRED if label in FUR else PAINTED) else (shades, hues)
    worth = {word: _with_kin(word, chosen) for word in chosen}
    total = sum(chosen.values()) + sum(rest.values()) / 2 or 1.0
    ranked = sorted(worth, key=lambda word: -worth[word])
    return [(word, min(1.0, worth[word] / total)) for word in ranked if worth[word] > 0]


def _fur(parts: dict[str, float], *, orange: bool) -> dict[str, float]:
    """Red fur is brown, silver fur grey or white; orange fur is brown too, but for cats and dogs."""
    told = dict(parts)
    told["brown"] += told.pop("red") + (0.0 if orange else told.pop("orange"))
    told["grey"] += told["silver"] / 2
    told["white"] += told.pop("silver") / 2
    return told


def _with_kin(word: str, chosen: dict[str, float]) -> float:
    """A word's own share, and half of what the words next to it are worth to it."""
    return (
        chosen[word] + sum(worth * chosen.get(kin, 0.0) for kin, worth in KIN[word].items()) / 2
        if chosen[word]
        else 0.0
    )
