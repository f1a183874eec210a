"""A second opinion: the encoder's third and fourth layer, changed a little for emotion, and a small network on them.

The changes are of low rank (Hu et al. 2021, "LoRA"), so that they take under a megabyte beside the encoder's own file.
Steps are pooled by attention, their means and deviations (Okabe et al. 2018), and joined with the prosody. `tuning`
makes it, with torch; here it is run by numpy.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.values import EMOTIONS
from sensorium.plugins.voice_emotion.encoder import LAYERS, Encoder, gelu, normed
from sensorium.plugins.voice_emotion.head import CLIP, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FIRST = 2
"""The first layer that is changed; layers before it are the encoder's own."""
LINEARS = ("self_attention/linear_0", "self_attention/linear_1", "ffn/linear_0", "ffn/linear_1")
CALM = len(EMOTIONS)
"""The label after the seven: calm speech, told apart in training and counted as neutral."""


class Tuned:
    """One of the networks that `tuning` makes; `parts` are its arrays by name."""

    def __init__(self, parts: dict[str, Array], encoder: Encoder) -> None:
        self._parts = parts
        changes = {}
        for i in range(FIRST, LAYERS):
            for linear in LINEARS:
                name = f"layer_{i}/{linear}"
                changes[f"encoder/{name}/weight"] = parts[f"{name}/up"] @ parts[f"{name}/down"]
        self._encoder = encoder.changed(changes)

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> list[Tuned]:
        """The networks kept in `path`, whose arrays are stacked."""
        with np.load(path) as kept:
            stacked = {name: kept[name].astype(np.float32) for name in kept.files}
        count = len(stacked["mix"])
        return [cls({name: part[i] for name, part in stacked.items()}, encoder) for i in range(count)]

    def shares(self, early: Array, prosody: Array) -> Array:
        """(7,) probabilities, not calibrated, from the steps after layer 2, shape (steps, 512), and the prosody."""
        part = self._parts
        layers = [early, *self._encoder.onwards(early, FIRST)]
        mixed = sum(weight * states for weight, states in zip(softmax(part["mix"]), layers, strict=True))
        steps: Array = normed(np.asarray(mixed, np.float32)) * part["norm/gamma"] + part["norm/beta"]
        steps = gelu(steps @ part["project/weight"].T + part["project/bias"])
        attention = softmax((steps @ part["attend/weight"].T + part["attend/bias"]).T)
        means, others = np.split(attention @ steps, 2)
        squares = attention[len(means) :] @ (steps * steps)
        deviations = np.sqrt(np.maximum(squares - others**2, 1e-6))
        sound = np.clip((prosody - part["prosody/mean"]) / part["prosody/deviation"], -CLIP, CLIP)
        voice = gelu(np.asarray(sound, np.float32) @ part["prosody/weight"].T + part["prosody/bias"])
        pooled = np.concatenate([means.ravel(), deviations.ravel(), voice])
        return merged(softmax(part["out/weight"] @ pooled + part["out/bias"]))


def merged(shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Calm counted as neutral: (..., 8) to (..., 7)."""
    seven: NDArray[np.float32] = shares[..., :CALM].copy()
    seven[..., EMOTIONS.index("neutral")] += shares[..., CALM]
    return seven
