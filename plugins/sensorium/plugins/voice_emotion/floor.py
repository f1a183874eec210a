"""The floor a classifier must beat: means and deviations of textbook descriptors over the whole recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16_000


def floor_row(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Statistics of MFCC, their deltas and five spectral and energy contours of librosa."""
    from librosa import feature, power_to_db, stft

    magnitude = np.abs(stft(sound, n_fft=512, hop_length=160))
    mel = power_to_db(feature.melspectrogram(S=magnitude**2, sr=RATE, n_mels=64))
    cepstra = feature.mfcc(S=mel, n_mfcc=30)
    contours = [
        cepstra,
        feature.delta(cepstra),
        feature.spectral_centroid(S=magnitude, sr=RATE),
        feature.spectral_bandwidth(S=magnitude, sr=RATE),
        feature.spectral_rolloff(S=magnitude, sr=RATE),
        feature.rms(S=magnitude, frame_length=512),
        feature.zero_crossing_rate(sound, frame_length=512, hop_length=160),
    ]
    return np.concatenate([part for each in contours for part in (each.mean(1), each.std(1))]).astype(np.float32)
