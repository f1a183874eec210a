"""One row of numbers for one utterance: what the lower layers of a speech encoder hold of it, and its prosody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.plugins.voice_emotion.encoder import Encoder
from sensorium.plugins.voice_emotion.prosody import prosody

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.05
SHORTEST = 0.2
LONGEST = 6.0
RATE = 16_000


def features(sound: NDArray[np.float32], encoder: Encoder) -> NDArray[np.float32]:
    """Mean and deviation over time of each layer, then `prosody`, of 16 kHz mono `sound` at a common level.

    Shorter sounds than 0.2 s are padded with silence.
    """
    padded = np.pad(sound, (0, max(0, int(SHORTEST * RATE) - len(sound))))
    even = padded / (np.sqrt((padded**2).mean()) + 1e-6) * LEVEL
    even = np.clip(even, -1, 1).astype(np.float32)
    pooled = [np.concatenate([states.mean(0), states.std(0)]) for states in encoder.states(even)]
    return np.concatenate([*pooled, prosody(even)]).astype(np.float32)


def parts(sound: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """A long utterance in equal parts of at most six seconds: the classifier has learnt on sentences."""
    count = max(1, -(-len(sound) // int(LONGEST * RATE)))
    return np.array_split(sound, count)
