"""The film's sound, block by block: narration where it belongs, silence elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sensorium.plugins.generation.film.timeline import Cut

RATE = 48_000
BLOCK = 1_024
"""Samples of one block, as the encoder wants them."""
Samples = NDArray[np.float32]


def blocks(cuts: Sequence[Cut], fps: int) -> Iterator[Samples]:
    """Blocks of `BLOCK` samples, mono, at `RATE`, to the end of the last shot; the last one is shorter."""
    held = np.zeros(0, np.float32)
    for piece in _pieces(cuts, fps):
        held = np.concatenate([held, piece]) if len(held) else piece
        while len(held) >= BLOCK:
            yield held[:BLOCK]
            held = held[BLOCK:]
    if len(held):
        yield held


def _pieces(cuts: Sequence[Cut], fps: int) -> Iterator[Samples]:
    written = 0
    for cut in cuts:
        for take in cut.narration.takes:
            due = round((cut.start(fps) + cut.lead + take.start) * RATE)
            for piece in _silence(due - written):
                yield piece
            written = max(written, due)
            for piece in _resampled(take.file):
                yield piece
                written += len(piece)
        end = round(cut.end(fps) * RATE)
        yield from _silence(end - written)
        written = max(written, end)


def _silence(samples: int) -> Iterator[Samples]:
    while samples > 0:
        yield np.zeros(min(samples, RATE), np.float32)
        samples -= RATE


def _resampled(file: str) -> Iterator[Samples]:
    """The sound of a file as mono at `RATE`, a second at a time."""
    import soundfile
    import soxr

    with soundfile.SoundFile(file) as sound:
        stream = soxr.ResampleStream(sound.samplerate, RATE, 1, dtype="float32")
        for block in sound.blocks(sound.samplerate, dtype="float32", always_2d=True):
            yield np.asarray(stream.resample_chunk(block.mean(axis=1, dtype=np.float32)), np.float32)
        yield np.asarray(stream.resample_chunk(np.zeros(0, np.float32), last=True), np.float32)
