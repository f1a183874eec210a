"""The network over joined features, and how rows are made comparable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.training.layers import Dense, Dropout, Network, Rectifier
from sensorium.plugins.affect.features import MODALITIES, places, present, size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

HIDDEN = 64
FARTHEST = 4.0
"""Deviations from the mean beyond which a number says no more."""
BLANKED = 0.25
"""How often a modality that is there is hidden while learning, so that the others learn to do without it."""


class Usual(NamedTuple):
    """Mean and reciprocal deviation of each number over the rows in which its modality is there."""

    mean: Array
    scale: Array

    @classmethod
    def of(cls, rows: Array) -> Usual:
        """Of the rows that are learnt from; numbers that never change are left out by a scale of nought."""
        mean, scale = np.zeros(size(), np.float32), np.zeros(size(), np.float32)
        for number, place in enumerate(places().values()):
            there = rows[present(rows)[:, number] > 0, place]
            if len(there):
                deviation = there.std(0)
                mean[place] = there.mean(0)
                scale[place] = np.where(deviation > 1e-5, 1 / np.maximum(deviation, 1e-5), 0)
        return cls(mean, scale)

    @classmethod
    def kept(cls, arrays: Mapping[str, Array]) -> Usual:
        """From a result's arrays."""
        return cls(arrays["mean"], arrays["scale"])

    def scaled(self, rows: Array) -> Array:
        """The rows as the network sees them: what is absent lies at the mean, nought."""
        told = np.clip((rows - self.mean) * self.scale, -FARTHEST, FARTHEST)
        told[:, -len(MODALITIES) :] = present(rows)
        return hidden(told, present(rows))


def hidden(rows: Array, left: Array) -> Array:
    """Scaled rows in which only the modalities in `left`, shape (n, 3), are there."""
    told = rows.copy()
    for number, place in enumerate(places().values()):
        told[:, place] *= left[:, number, None]
    told[:, -len(MODALITIES) :] = left
    return np.asarray(told, np.float32)


def blanked(rows: Array, rng: np.random.Generator) -> Array:
    """Some modalities hidden; never all that a row has."""
    there = present(rows)
    left = there * (rng.random(there.shape) >= BLANKED)
    return hidden(rows, np.where(left.any(1, keepdims=True), left, there).astype(np.float32))


def network(classes: int, seed: int) -> Network:
    """One hidden layer."""
    rng = np.random.default_rng(seed)
    return Network([Dropout(0.2), Dense(size(), HIDDEN, rng), Rectifier(), Dropout(0.5), Dense(HIDDEN, classes, rng)])
