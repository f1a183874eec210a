"""Mixing decoded sound down to one channel of floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

CENTRE = 2**-0.5


class Mono:
    """Frames of any sample format, layout and rate to mono float32 at the stream's rate.

    The channels' mean for mono, stereo and unnamed layouts. Of surround layouts the front left and right, and
    the centre and surrounds at -3 dB (ITU-R BS.775), scaled so that the weights add up to one; the
    low-frequency channel is left out.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate

    def __call__(self, frame: AudioFrame) -> NDArray[np.float32]:
        """Mono samples of one frame, shape (samples,)."""
        channels = _channels(frame)
        weights = _weights([channel.name for channel in frame.layout.channels], len(channels))
        mono: NDArray[np.float32] = np.asarray(weights @ channels, np.float32)
        if frame.sample_rate != self.rate:
            import soxr

            mono = np.asarray(soxr.resample(mono, frame.sample_rate, self.rate), np.float32)
        return mono


def _channels(frame: AudioFrame) -> NDArray[np.float32]:
    """Shape (channels, samples), full scale at 1."""
    data: NDArray[Any] = frame.to_ndarray()
    if not frame.format.is_planar:
        data = data.reshape(-1, frame.layout.nb_channels).T
    if data.dtype.kind == "f":
        return data.astype(np.float32)
    if data.dtype == np.uint8:
        return (data.astype(np.float32) - 128.0) / 128.0
    return data.astype(np.float32) / -float(np.iinfo(data.dtype).min)


def _weights(names: list[str], count: int) -> NDArray[np.float32]:
    weights = np.array([_weight(name) for name in names], np.float32)
    if count <= 2 or len(weights) != count or not weights.any():
        weights = np.ones(count, np.float32)
    return np.asarray(weights / weights.sum(), np.float32)


def _weight(name: str) -> float:
    if name.startswith("LFE"):
        return 0.0
    return 1.0 if name in {"FL", "FR"} else CENTRE
