"""The lower layers of Whisper base's encoder (Radford et al. 2022), in numpy.

Its upper layers know what is said; the first four know how. They are run on the sound as it is, without padding to
thirty seconds, and read from the file that speech recognition uses too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.plugins.voice_emotion.ctranslate import tensors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

LAYERS = 4
WIDTH = 512
HEADS = 8
LONGEST = 1500
RATE = 16_000


class Encoder:
    """The first four layers; about 25 ms of one core for a second of sound."""

    def __init__(self, path: Path) -> None:
        from faster_whisper.feature_extractor import FeatureExtractor

        self._mel: Any = FeatureExtractor()
        used = tuple(f"encoder/layer_{i}/" for i in range(LAYERS))
        used += ("encoder/conv", "encoder/position_encodings/")
        self._weights = tensors(path, lambda name: name.startswith(used))

    def states(self, sound: Array) -> list[Array]:
        """Hidden states after each layer, shape (steps of 20 ms, 512), for 16 kHz mono `sound` of up to 30 s."""
        mel: Array = self._mel(sound, padding=0)[:, : 2 * LONGEST].astype(np.float32)
        even = mel[:, : mel.shape[1] // 2 * 2]
        states = self._convolved(self._convolved(even, "conv1", 1), "conv2", 2).T
        states = states + self._tensor("position_encodings/encodings")[: len(states)]
        layers = []
        for i in range(LAYERS):
            states = self._layer(states, f"layer_{i}")
            layers.append(states)
        return layers

    def _tensor(self, name: str) -> Array:
        return self._weights[f"encoder/{name}"]

    def _convolved(self, channels: Array, name: str, stride: int) -> Array:
        """A convolution of width three over time, with its activation; `channels` is (channels, time)."""
        padded = np.pad(channels, ((0, 0), (1, 1)))
        count = (padded.shape[1] - 3) // stride + 1
        shifted = [padded[:, i : i + stride * (count - 1) + 1 : stride] for i in range(3)]
        columns = np.stack(shifted, 1).reshape(-1, count)
        kernel = self._tensor(f"{name}/weight")
        return _gelu(kernel.reshape(len(kernel), -1) @ columns + self._tensor(f"{name}/bias")[:, None])

    def _layer(self, states: Array, name: str) -> Array:
        attended = states + self._attention(self._normed(states, f"{name}/self_attention"), name)
        inner = _gelu(self._linear(self._normed(attended, f"{name}/ffn"), f"{name}/ffn/linear_0"))
        return attended + self._linear(inner, f"{name}/ffn/linear_1")

    def _attention(self, states: Array, name: str) -> Array:
        joined = self._linear(states, f"{name}/self_attention/linear_0")
        query, key, value = joined.reshape(len(states), 3, HEADS, -1).transpose(1, 2, 0, 3)
        weights = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(WIDTH // HEADS))
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        mixed = (weights @ value).transpose(1, 0, 2).reshape(len(states), WIDTH)
        return self._linear(mixed, f"{name}/self_attention/linear_1")

    def _linear(self, states: Array, name: str) -> Array:
        product: Array = states @ self._tensor(f"{name}/weight").T
        return product + self._tensor(f"{name}/bias")

    def _normed(self, states: Array, name: str) -> Array:
        centred = states - states.mean(-1, keepdims=True)
        scale = np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(1e-5))
        scaled: Array = centred / scale * self._tensor(f"{name}/layer_norm/gamma")
        return scaled + self._tensor(f"{name}/layer_norm/beta")


def _gelu(values: Array) -> Array:
    from scipy.special import erf

    result: Array = 0.5 * values * (1 + erf(values * np.float32(2**-0.5)))
    return result
