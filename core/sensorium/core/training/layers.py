"""The few layers that small classifiers are made of, forwards and backwards, over arrays that count samples first.

A network is a sequence of them. Each keeps what its backward pass needs from the forward pass before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]


class Layer(Protocol):
    """`values` are learnt; `slopes` are theirs after `backward`."""

    values: dict[str, Array]
    slopes: dict[str, Array]

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        """The output; with a generator as in training."""
        ...

    def backward(self, slope: Array) -> Array:
        """The slope of the input, given that of the output."""
        ...


class Dense:
    """An affine map of the last axis."""

    def __init__(self, given: int, told: int, rng: np.random.Generator) -> None:
        kernel = rng.standard_normal((given, told)) * np.sqrt(2 / given)
        self.values = {"kernel": kernel.astype(np.float32), "bias": np.zeros(told, np.float32)}
        self.slopes: dict[str, Array] = {}

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        self._given = given
        return np.asarray(given @ self.values["kernel"] + self.values["bias"], np.float32)

    def backward(self, slope: Array) -> Array:
        self.slopes = {"kernel": self._given.T @ slope, "bias": slope.sum(0)}
        return np.asarray(slope @ self.values["kernel"].T, np.float32)


class Convolution:
    """3 x 3 over (samples, rows, columns, channels), of the same size."""

    def __init__(self, given: int, told: int, rng: np.random.Generator) -> None:
        kernel = rng.standard_normal((9 * given, told)) * np.sqrt(2 / (9 * given))
        self.values = {"kernel": kernel.astype(np.float32), "bias": np.zeros(told, np.float32)}
        self.slopes: dict[str, Array] = {}

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        _, rows, columns, _ = given.shape
        padded = np.pad(given, ((0, 0), (1, 1), (1, 1), (0, 0)))
        shifted = [padded[:, i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
        self._around = np.concatenate(shifted, -1)
        return np.asarray(self._around @ self.values["kernel"] + self.values["bias"], np.float32)

    def backward(self, slope: Array) -> Array:
        samples, rows, columns, told = slope.shape
        flat = slope.reshape(-1, told)
        self.slopes = {"kernel": self._around.reshape(len(flat), -1).T @ flat, "bias": flat.sum(0)}
        parts = np.split(slope @ self.values["kernel"].T, 9, axis=-1)
        padded = np.zeros((samples, rows + 2, columns + 2, parts[0].shape[-1]), np.float32)
        for place, part in enumerate(parts):
            i, j = divmod(place, 3)
            padded[:, i : i + rows, j : j + columns] += part
        return padded[:, 1:-1, 1:-1]


class Rectifier:
    """What is negative becomes nought."""

    def __init__(self) -> None:
        self.values: dict[str, Array] = {}
        self.slopes: dict[str, Array] = {}

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        self._open = given > 0
        return np.asarray(given * self._open, np.float32)

    def backward(self, slope: Array) -> Array:
        return np.asarray(slope * self._open, np.float32)


class Pooling:
    """The greatest of each 2 x 2 block; an odd last row or column is left out."""

    def __init__(self) -> None:
        self.values: dict[str, Array] = {}
        self.slopes: dict[str, Array] = {}

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        self._shape = given.shape
        n, rows, columns, channels = given.shape
        blocks = given[:, : rows // 2 * 2, : columns // 2 * 2].reshape(n, rows // 2, 2, columns // 2, 2, channels)
        told: Array = blocks.max((2, 4))
        self._greatest = blocks == told[:, :, None, :, None]
        return told

    def backward(self, slope: Array) -> Array:
        spread = self._greatest * slope[:, :, None, :, None]
        spread = spread / np.maximum(1, self._greatest.sum((2, 4), keepdims=True))
        n, high, _, wide, _, channels = spread.shape
        back = np.zeros(self._shape, np.float32)
        back[:, : high * 2, : wide * 2] = spread.reshape(n, high * 2, wide * 2, channels)
        return back


class Averaging:
    """Mean over rows and columns: (samples, channels)."""

    def __init__(self) -> None:
        self.values: dict[str, Array] = {}
        self.slopes: dict[str, Array] = {}

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        self._shape = given.shape
        return np.asarray(given.mean((1, 2)), np.float32)

    def backward(self, slope: Array) -> Array:
        _, rows, columns, _ = self._shape
        return np.broadcast_to(slope[:, None, None] / np.float32(rows * columns), self._shape)


class Dropout:
    """In training a share of the values is left out, the rest made up for it."""

    def __init__(self, share: float) -> None:
        self.values: dict[str, Array] = {}
        self.slopes: dict[str, Array] = {}
        self._share = share

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        kept = 1 - self._share
        drawn = np.ones(given.shape) if rng is None else (rng.random(given.shape) < kept) / kept
        self._kept = drawn.astype(np.float32)
        return given * self._kept

    def backward(self, slope: Array) -> Array:
        return slope * self._kept


class Network:
    """Layers in a row, and the cross-entropy of what they tell."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)

    @property
    def values(self) -> dict[str, Array]:
        """Everything learnt, by ``layer.name``; the arrays themselves."""
        return {f"{i}.{name}": value for i, layer in enumerate(self.layers) for name, value in layer.values.items()}

    def restore(self, values: Mapping[str, Array]) -> None:
        """Take over values by those names."""
        for name, value in self.values.items():
            value[...] = values[name]

    def forward(self, given: Array, rng: np.random.Generator | None = None) -> Array:
        """Scores, shape (samples, classes)."""
        for layer in self.layers:
            given = layer.forward(given, rng)
        return given

    def slopes(
        self, given: Array, true: NDArray[np.int64], weight: Array, rng: np.random.Generator
    ) -> dict[str, Array]:
        """The gradient of the weighted mean cross-entropy."""
        chances = softmax(self.forward(given, rng))
        slope = chances.copy()
        slope[np.arange(len(true)), true] -= 1
        slope *= (weight / weight.sum())[:, None]
        self.loss = cross_entropy(chances, true, weight)
        for layer in reversed(self.layers):
            slope = layer.backward(slope)
        return {f"{i}.{name}": each for i, layer in enumerate(self.layers) for name, each in layer.slopes.items()}


def softmax(scores: Array) -> Array:
    """Over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def cross_entropy(chances: Array, true: NDArray[np.int64], weight: Array) -> float:
    """The weighted mean of the true classes' negative log-probability."""
    losses = -np.log(chances[np.arange(len(true)), true] + 1e-9)
    return float((losses * weight).sum() / weight.sum())
