"""Ways a recording may differ from the studio: speed, room, noise, band, codec, framing. For training only."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

RATE = 16_000


def varied(voice: Array, rng: np.random.Generator) -> Array:
    """`voice` (16 kHz mono) as another room, microphone, codec and speaker would have given it."""
    chain = [
        (0.6, _speed),
        (0.35, _cropped),
        (0.3, _room),
        (0.3, _band),
        (0.5, _noise),
        (0.3, _padded),
        (0.35, _coded),
    ]
    for chance, step in chain:
        if rng.random() < chance:
            voice = step(voice, rng)
    return voice.astype(np.float32)


def _speed(voice: Array, rng: np.random.Generator) -> Array:
    import soxr

    changed: Array = soxr.resample(voice, RATE, RATE * float(rng.uniform(0.9, 1.1)))
    return changed


def _cropped(voice: Array, rng: np.random.Generator) -> Array:
    """Up to a fifth lost at either end, as a hard cut or a late voice detector would."""
    ends = (rng.uniform(0, 0.2, 2) * rng.integers(0, 2, 2) * len(voice)).astype(int)
    return voice[ends[0] : len(voice) - ends[1]]


def _padded(voice: Array, rng: np.random.Generator) -> Array:
    before, after = (rng.uniform(0, 0.3, 2) * RATE).astype(int)
    return np.pad(voice, (before, after))


def _room(voice: Array, rng: np.random.Generator) -> Array:
    from scipy.signal import fftconvolve

    decay = rng.uniform(0.1, 0.5)
    time = np.arange(int(decay * RATE)) / RATE
    tail = rng.standard_normal(len(time)) * np.exp(-6.9 * time / decay)
    wet = fftconvolve(voice, tail)[: len(voice)]
    wet *= np.sqrt((voice**2).mean() / ((wet**2).mean() + 1e-12)) * rng.uniform(0.1, 0.7)
    return np.asarray(voice + wet, np.float32)


def _band(voice: Array, rng: np.random.Generator) -> Array:
    from scipy.signal import butter, sosfilt

    low, high = rng.uniform(60, 300), rng.uniform(3400, 7600)
    filtered = sosfilt(butter(2, (low, high), "band", fs=RATE, output="sos"), voice)
    return np.asarray(filtered, np.float32)


def _noise(voice: Array, rng: np.random.Generator) -> Array:
    """White to brown noise at 8 to 35 dB below the voice."""
    spectrum = np.fft.rfft(rng.standard_normal(len(voice)))
    spectrum /= np.maximum(1, np.arange(len(spectrum))) ** rng.uniform(0, 1)
    noise = np.fft.irfft(spectrum, len(voice))
    noise *= np.sqrt((voice**2).mean() / ((noise**2).mean() + 1e-12)) * 10 ** (-rng.uniform(8, 35) / 20)
    return np.asarray(voice + noise, np.float32)


def _coded(voice: Array, rng: np.random.Generator) -> Array:
    """Through MP3 or AAC at 24 to 64 kbit/s."""
    import av

    name, container = (("libmp3lame", "mp3"), ("aac", "adts"))[int(rng.integers(2))]
    buffer = io.BytesIO()
    peak = float(np.abs(voice).max()) + 1e-9
    writer: Any
    reader: Any
    with av.open(buffer, "w", format=container) as writer:
        stream = writer.add_stream(name, rate=RATE, layout="mono")
        stream.bit_rate = int(rng.uniform(24e3, 64e3))
        frame = av.AudioFrame.from_ndarray(voice[None] / peak * 0.5, "fltp", "mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            writer.mux(packet)
    buffer.seek(0)
    with av.open(buffer) as reader:
        resampler = av.AudioResampler("flt", "mono", RATE)
        heard = [part.to_ndarray()[0] for frame in reader.decode(audio=0) for part in resampler.resample(frame)]
    return np.asarray(np.concatenate(heard) * peak * 2, np.float32)
