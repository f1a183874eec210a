"""How a voice sounds, as a fixed-length row: pitch, energy, rhythm, voice quality and spectrum, over one utterance.

The descriptors follow the common low-level sets of affective computing (Eyben et al., "The Geneva Minimalistic
Acoustic Parameter Set", 2016): contours every 10 ms, summed up by robust functionals. Every one is independent of
the recording's gain, so a quiet microphone is not a sad one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

RATE = 16_000
HOP = 160
FRAME = 512
PITCH_FRAME = 1024
LOWEST, HIGHEST = 70.0, 600.0
VOICED = 0.5
MELS = 40
CEPSTRA = 16


def prosody(sound: Array) -> Array:
    """A row of `prosody_size()` numbers from 16 kHz mono `sound` of at least 0.1 s, shape (samples,)."""
    from scipy.fft import dct

    spectrum, mel = _spectra(sound)
    log_mel = np.log(mel + 1e-6 * mel.max() + 1e-12)
    loudness = np.log(mel.sum(1) + 1e-6 * mel.sum(1).max() + 1e-12)
    heard = loudness > loudness.max() - 7.0
    pitch, clarity = _pitch(sound, len(loudness))
    voiced = (clarity > VOICED) & heard
    cepstra = np.asarray(dct(log_mel, norm="ortho"))[:, 1 : CEPSTRA + 1]
    shape = _shape(spectrum)
    parts = [
        _functionals(log_mel[heard] - log_mel[heard].mean()),
        _functionals(cepstra[heard]),
        np.abs(np.diff(cepstra, axis=0)).mean(0),
        _functionals(shape[heard]),
        _functionals(shape[voiced] if voiced.any() else shape[heard]),
        _pitch_row(pitch, voiced),
        _spread(clarity[heard]),
        _energy_row(loudness, heard, voiced),
        _modulation(log_mel),
    ]
    row: Array = np.nan_to_num(np.concatenate([np.ravel(part) for part in parts])).astype(np.float32)
    return row


def prosody_size() -> int:
    """How many numbers `prosody` gives."""
    return len(prosody(np.sin(np.arange(RATE, dtype=np.float32))))


def _spectra(sound: Array) -> tuple[Array, Array]:
    """Power spectrum (frames, 257) and mel power (frames, 40), every 10 ms."""
    frames = _frames(sound, FRAME)
    power = np.abs(np.fft.rfft(frames * np.hanning(FRAME).astype(np.float32), axis=1)) ** 2
    return power.astype(np.float32), (power @ _mel_bank().T).astype(np.float32)


def _frames(sound: Array, size: int) -> Array:
    padded = np.pad(sound, size // 2)
    windows: Array = np.lib.stride_tricks.sliding_window_view(padded, size)[::HOP]
    return windows


_bank: list[Array] = []


def _mel_bank() -> Array:
    if not _bank:
        points = 700 * (10 ** (np.linspace(_mel(50), _mel(7600), MELS + 2) / 2595) - 1)
        bins = np.fft.rfftfreq(FRAME, 1 / RATE)
        rising = (bins - points[:-2, None]) / np.diff(points)[:-1, None]
        falling = (points[2:, None] - bins) / np.diff(points)[1:, None]
        _bank.append(np.maximum(0, np.minimum(rising, falling)).astype(np.float32))
    return _bank[0]


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _pitch(sound: Array, count: int) -> tuple[Array, Array]:
    """Pitch in semitones over 55 Hz and its clarity 0..1 per frame, by normalised autocorrelation."""
    frames = _frames(sound, PITCH_FRAME)[:count] * np.hanning(PITCH_FRAME).astype(np.float32)
    power = np.abs(np.fft.rfft(frames, 2 * PITCH_FRAME, axis=1)) ** 2
    lags = np.fft.irfft(power, axis=1)
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(PITCH_FRAME), 2 * PITCH_FRAME)) ** 2)
    short, long = int(RATE / HIGHEST), int(RATE / LOWEST)
    scaled = lags[:, : long + 2] / (lags[:, :1] + 1e-9) / (window[: long + 2] / window[0])
    # A slight preference for short lags keeps the octave below from winning on a tie.
    tilted = scaled[:, short : long + 1] * (1 - 0.12 * np.log2(np.arange(short, long + 1) / short) / 3)
    at = tilted.argmax(1) + short
    rows = np.arange(len(at))
    left, mid, right = scaled[rows, at - 1], scaled[rows, at], scaled[rows, at + 1]
    bend = left - 2 * mid + right
    shift = np.where(np.abs(bend) > 1e-9, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0)
    hertz = RATE / (at + np.clip(shift, -0.5, 0.5))
    return (12 * np.log2(hertz / 55)).astype(np.float32), np.clip(mid, 0, 1).astype(np.float32)


def _shape(power: Array) -> Array:
    """Spectral shape per frame: centroid, spread, roll-offs, flatness, slopes, alpha ratio, Hammarberg, flux."""
    bins = np.fft.rfftfreq(FRAME, 1 / RATE).astype(np.float32)
    total = power.sum(1, keepdims=True) + 1e-12
    share = power / total
    centroid = share @ bins
    spread = np.sqrt(np.maximum(share @ bins**2 - centroid**2, 0))
    summed = share.cumsum(1)
    rolls = [bins[np.minimum((summed < part).sum(1), len(bins) - 1)] for part in (0.25, 0.5, 0.85, 0.95)]
    log = np.log(share + 1e-9)
    flatness = log.mean(1)
    flux = np.concatenate([[0.0], np.sqrt((np.diff(np.sqrt(share), axis=0) ** 2).sum(1))])

    def band(low: float, high: float) -> Array:
        kept: Array = share[:, (bins >= low) & (bins < high)]
        return kept

    def slope(low: float, high: float) -> Array:
        kept = (bins >= low) & (bins < high)
        x = bins[kept] - bins[kept].mean()
        fitted: Array = log[:, kept] @ x / (x @ x) * 1000
        return fitted

    alpha = np.log(band(1000, 5000).sum(1) + 1e-9) - np.log(band(50, 1000).sum(1) + 1e-9)
    hammarberg = np.log(band(0, 2000).max(1) + 1e-9) - np.log(band(2000, 5000).max(1) + 1e-9)
    hiss = np.log(band(5000, 8000).sum(1) + 1e-9)
    columns = [centroid / 1000, spread / 1000, *(roll / 1000 for roll in rolls), flatness, flux]
    columns += [slope(0, 500), slope(500, 1500), slope(1500, 4000), alpha, hammarberg, hiss]
    return np.stack(columns, 1).astype(np.float32)


def _functionals(contour: Array) -> Array:
    """Mean, deviation, 20th, 50th and 80th percentile of each column."""
    low, middle, high = np.percentile(contour, (20, 50, 80), axis=0)
    return np.stack([contour.mean(0), contour.std(0), low, middle, high])


def _spread(contour: Array) -> Array:
    if len(contour) < 3:
        return np.zeros(8, np.float32)
    steps = np.abs(np.diff(contour))
    percentiles = np.percentile(contour, (5, 25, 50, 75, 95))
    return np.array([contour.mean(), contour.std(), *percentiles, steps.mean()], np.float32)


def _pitch_row(pitch: Array, voiced: NDArray[np.bool_]) -> Array:
    """Level, range, movement and course of the pitch, and where in the utterance it peaks."""
    heard = pitch[voiced]
    if len(heard) < 5:
        return np.zeros(16, np.float32)
    time = np.flatnonzero(voiced) / max(1, len(pitch) - 1)
    slope, _ = np.polyfit(time, heard, 1)
    steps = np.diff(heard)[np.diff(np.flatnonzero(voiced)) == 1]
    steps = steps[np.abs(steps) < 3]
    rises = float((steps > 0.05).mean()) if len(steps) else 0.0
    jitter = float(np.abs(np.diff(steps)).mean()) if len(steps) > 1 else 0.0
    movement = float(steps.std()) if len(steps) else 0.0
    low, high = np.percentile(heard, (5, 95))
    course = [float(np.median(part)) - float(np.median(heard)) for part in np.array_split(heard, 3)]
    own = [slope, rises, jitter, movement, high - low, float(time[heard.argmax()]), *course[::2]]
    return np.concatenate([_spread(heard), np.array(own, np.float32)])


def _energy_row(loudness: Array, heard: NDArray[np.bool_], voiced: NDArray[np.bool_]) -> Array:
    """Dynamics and rhythm: spread of loudness, share of voice, runs of voice, peaks a second, course."""
    seconds = len(loudness) * HOP / RATE
    level = loudness - loudness.max()
    smooth = np.convolve(level, np.ones(5) / 5, "same")
    peaks = (smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]) & (smooth[1:-1] > -4)
    runs = np.flatnonzero(np.diff(np.concatenate([[0], voiced.astype(np.int8), [0]])))
    lengths = (runs[1::2] - runs[::2]) * HOP / RATE
    course = [float(part.mean()) for part in np.array_split(level, 4)]
    own = [
        heard.mean(), voiced.mean(), peaks.sum() / seconds, len(lengths) / seconds,
        lengths.mean() if len(lengths) else 0.0, lengths.max() if len(lengths) else 0.0,
        lengths.std() if len(lengths) else 0.0, np.log(seconds), *course,
    ]  # fmt: skip
    return np.concatenate([_spread(level[heard]), np.array(own, np.float32)])


def _modulation(log_mel: Array) -> Array:
    """How strongly six wide bands swing at 1-3, 3-6, 6-12 and 12-25 Hz."""
    bands = np.stack([part.mean(1) for part in np.array_split(log_mel, 6, axis=1)], 1)
    size = max(256, len(bands))
    power = np.abs(np.fft.rfft((bands - bands.mean(0)) * np.hanning(len(bands))[:, None], size, axis=0)) ** 2
    rates = np.fft.rfftfreq(size, HOP / RATE)
    edges = ((1, 3), (3, 6), (6, 12), (12, 25))
    rows = [power[(rates >= low) & (rates < high)].mean(0) for low, high in edges]
    return np.log(np.stack(rows) / len(bands) + 1e-6).astype(np.float32)
