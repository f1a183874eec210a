"""YAMNet in numpy: a MobileNet over log-mel spectrograms that scores the 521 classes of AudioSet.

Its checkpoint is one file of 32-bit floats, layer after layer: each convolution's kernel, then shift, mean and variance
of its normalisation. They are folded into the kernels. Padding is TensorFlow's "same": with a stride of two on even
sizes a row is added at the far end only.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.errors import WeightsError
from sensorium.plugins.sound.spectrogram import BANDS, ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FIRST = 32
LAYERS = (
    (1, 64), (2, 128), (1, 128), (2, 256), (1, 256), (2, 512), (1, 512), (1, 512), (1, 512), (1, 512), (1, 512),
    (2, 1024), (1, 1024),
)  # fmt: skip
"""Stride and width of each separable convolution."""
CLASSES = 521
WIDTH = 1024
HEADER = 8
"""Bytes before the first layer: two counters of the training program."""
EPSILON = np.float32(1e-4)


class Folded(NamedTuple):
    """A convolution with its normalisation in it."""

    kernel: Array
    shift: Array


class Separable(NamedTuple):
    """Depthwise 3 x 3, then pointwise."""

    stride: int
    deep: Folded
    wide: Folded


class Yamnet:
    """The network; about 20 ms of one core for a look of a second."""

    def __init__(self, path: Path) -> None:
        values = _Reader(path)
        first = values.folded((3, 3, 1, FIRST))
        self._first = Folded(first.kernel.reshape(9, FIRST), first.shift)
        self._layers = []
        width = FIRST
        for stride, wider in LAYERS:
            deep, wide = values.folded((3, 3, width, 1)), values.folded((1, 1, width, wider))
            self._layers.append(Separable(stride, deep, Folded(wide.kernel[0, 0], wide.shift)))
            width = wider
        self._head = Folded(values.array((WIDTH, CLASSES)), values.array((CLASSES,)))

    def scores(self, looks: Array) -> Array:
        """Independent scores 0..1, shape (n, 521), for log-mel `looks` of shape (n, 96, 64)."""
        logits = self.embeddings(looks) @ self._head.kernel + self._head.shift
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)

    def embeddings(self, looks: Array) -> Array:
        """What the last layer is given, shape (n, 1024)."""
        padded = np.pad(looks[..., None], ((0, 0), (0, 1), (0, 1), (0, 0)))
        shifted = [padded[:, i : i + ROWS - 1 : 2, j : j + BANDS - 1 : 2] for i in range(3) for j in range(3)]
        states = _rectified(np.concatenate(shifted, -1) @ self._first.kernel + self._first.shift)
        for layer in self._layers:
            states = _rectified(_depthwise(states, layer) @ layer.wide.kernel + layer.wide.shift)
        return np.asarray(states.mean((1, 2)), np.float32)


class _Reader:
    """Takes one layer after the other from the file."""

    def __init__(self, path: Path) -> None:
        self._name, self._at = path.name, 0
        data = path.read_bytes()
        self._values = np.frombuffer(data, "<f4", (len(data) - HEADER) // 4, HEADER)

    def array(self, shape: tuple[int, ...]) -> Array:
        count = int(np.prod(shape))
        part = self._values[self._at : self._at + count]
        if len(part) < count:
            raise WeightsError("ends early", where=self._name, fix="run: sensorium models verify")
        self._at += count
        return part.reshape(shape).astype(np.float32)

    def folded(self, shape: tuple[int, int, int, int]) -> Folded:
        kernel = self.array(shape)
        kernel = kernel[..., 0] if shape[3] == 1 else kernel
        width = (kernel.shape[-1],)
        beta, mean, variance = self.array(width), self.array(width), self.array(width)
        scale = np.asarray(1 / np.sqrt(variance + EPSILON), np.float32)
        return Folded(np.asarray(kernel * scale, np.float32), np.asarray(beta - mean * scale, np.float32))


def _depthwise(states: Array, layer: Separable) -> Array:
    stride, (_, height, width, _) = layer.stride, states.shape
    before = 1 if stride == 1 else 0
    padded = np.pad(states, ((0, 0), (before, 1), (before, 1), (0, 0)))
    high, wide = height // stride, width // stride
    total = np.zeros((len(states), high, wide, states.shape[3]), np.float32) + layer.deep.shift
    for i in range(3):
        for j in range(3):
            rows = padded[:, i : i + stride * (high - 1) + 1 : stride, j : j + stride * (wide - 1) + 1 : stride]
            total += rows * layer.deep.kernel[i, j]
    return _rectified(total)


def _rectified(states: Array) -> Array:
    return np.maximum(states, 0, out=states)
