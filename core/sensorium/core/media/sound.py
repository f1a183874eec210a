"""Decoding sound as mono samples at any rate, the same samples whatever stretch is asked for.

A decoder and a resampler remember what went before, so starting them elsewhere gives other samples. Here the file
is cut into legs of fixed length, each decoded from its own fixed starting point, and into blocks, each resampled
alone from fixed neighbours. A block is thus a function of the file, whichever blocks were read before.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from sensorium.core.errors import MediaError
from sensorium.core.media.container import SEEKABLE, opened, origin, packets, sound_stream
from sensorium.core.media.cost import Decoding

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

Samples = NDArray[np.float32]
Key = TypeVar("Key")

LEG = 60
"""Seconds decoded from one starting point; files without an exact index are one leg."""
PREROLL = 2.0
"""Seconds decoded before a leg and thrown away: decoders need some sound before they are exact."""
BLOCK = 5
"""Seconds resampled at once."""
MARGIN = 0.25
"""Seconds of neighbouring sound a block is resampled with; beyond a resampling filter's reach."""
GAP = 0.05
"""Seconds by which time stamps may stray before the sound is taken to have a hole."""
KEPT = 16
"""Blocks remembered for each rate."""


class Sound:
    """The sound of one file."""

    def __init__(self, path: str | os.PathLike[str], cost: Decoding) -> None:
        self.path = os.fspath(path)
        self.cost = cost
        with opened(path) as container:
            stream = _sound_of(container, self.path)
            self.rate = stream.codec_context.sample_rate
            self._one_leg = container.format.name not in SEEKABLE
        if self.rate <= 0:
            raise MediaError("its sound states no sample rate", where=self.path, fix="convert it to wav or mp4")
        self._legs: tuple[int, Iterator[Samples]] | None = None
        self._next_block = -1
        self._native: OrderedDict[int, Samples] = OrderedDict()
        self._resampled: OrderedDict[tuple[int, int], Samples] = OrderedDict()

    def read(self, rate: int, first: int, count: int) -> Samples:
        """Samples ``first .. first+count`` of the grid n/rate seconds, mono; zero where there is no sound."""
        each = rate * BLOCK
        pieces = []
        for block in range(first // each, (first + count - 1) // each + 1):
            begin, end = max(first, block * each), min(first + count, (block + 1) * each)
            samples = self._block(rate, block)
            pieces.append(samples[begin - block * each : end - block * each])
        return np.concatenate(pieces) if len(pieces) != 1 else pieces[0].copy()

    def close(self) -> None:
        """Let go of the file."""
        self._legs = None

    def _block(self, rate: int, block: int) -> Samples:
        if block < 0:
            return np.zeros(rate * BLOCK, np.float32)
        if rate == self.rate:
            return self._native_block(block)
        known = self._resampled.get((rate, block))
        if known is None:
            known = _keep(self._resampled, (rate, block), self._resample(rate, block))
        return known

    def _resample(self, rate: int, block: int) -> Samples:
        import soxr

        # The margin is a whole number of samples at either rate, so that the block keeps its place on both grids.
        unit = self.rate // gcd(self.rate, rate)
        margin = unit * -(-int(self.rate * MARGIN) // unit)
        before, here, after = (self._native_or_zero(block + step) for step in (-1, 0, 1))
        around = np.concatenate([before[-margin:], here, after[:margin]])
        made = soxr.resample(around, self.rate, rate, quality="HQ")
        start = margin * rate // self.rate
        exact: Samples = np.zeros(rate * BLOCK, np.float32)
        part = made[start : start + rate * BLOCK]
        exact[: len(part)] = part
        return exact

    def _native_or_zero(self, block: int) -> Samples:
        return self._native_block(block) if block >= 0 else np.zeros(self.rate * BLOCK, np.float32)

    def _native_block(self, block: int) -> Samples:
        known = self._native.get(block)
        if known is not None:
            return known
        leg = 0 if self._one_leg else block // (LEG // BLOCK)
        if self._legs is None or self._legs[0] != leg or block < self._next_block:
            self._legs = (leg, self._decode_leg(leg))
            self._next_block = leg * (LEG // BLOCK)
        run = self._legs[1]
        while True:
            samples = next(run, None)
            if samples is None:
                samples = np.zeros(self.rate * BLOCK, np.float32)
            at, self._next_block = self._next_block, self._next_block + 1
            _keep(self._native, at, samples)
            if at == block:
                return samples

    def _decode_leg(self, leg: int) -> Iterator[Samples]:
        """Blocks of one leg, zero where the file has no sound."""
        size = self.rate * BLOCK
        begin = leg * LEG * self.rate
        end = None if self._one_leg else begin + LEG * self.rate
        block, at = np.zeros(size, np.float32), begin
        for place, piece in self._placed(begin):
            while len(piece):
                if end is not None and max(place, at) >= end:
                    break
                if place >= at + size:
                    yield block
                    block, at = np.zeros(size, np.float32), at + size
                    continue
                inside = piece[: at + size - place]
                block[place - at : place - at + len(inside)] = inside
                place, piece = place + len(inside), piece[len(inside) :]
            if end is not None and place >= end:
                break
        yield block

    def _placed(self, begin: int) -> Iterator[tuple[int, Samples]]:
        """Mono pieces with the index of their first sample, from `begin` on, without overlap, in order."""
        expected: int | None = None
        for start, piece in self._decoded(begin):
            place = start
            if expected is not None and abs(start - expected) <= GAP * self.rate:
                place = expected
            elif expected is not None and start < expected:
                piece, place = piece[expected - start :], expected
            expected = place + len(piece)
            if place < begin:
                piece, place = piece[begin - place :], begin
            if len(piece):
                yield place, piece

    def _decoded(self, begin: int) -> Iterator[tuple[int, Samples]]:
        """Mono pieces and where the file says they start, from a little before `begin` on."""
        for preroll in (PREROLL, 10 * PREROLL, None):
            run = self._decoded_after(begin, preroll)
            first = next(run, None)
            if first is None:
                return
            if preroll is None or first[0] <= begin:
                yield first
                yield from run
                return

    def _decoded_after(self, begin: int, preroll: float | None) -> Iterator[tuple[int, Samples]]:
        from sensorium.core.media.mono import Mono

        with opened(self.path) as container:
            stream = _sound_of(container, self.path)
            zero, mono = origin(container), Mono(self.rate)
            tick = stream.time_base or Fraction(1, self.rate)
            if begin > 0 and preroll is not None:
                target = max(Fraction(0), Fraction(begin, self.rate) - Fraction(preroll)) + zero
                container.seek(int(target * 1_000_000))
            here = begin
            for frame in self._frames(container, stream):
                if frame.pts is not None:
                    here = round((frame.pts * tick - zero) * self.rate)
                samples = mono(frame)
                self.cost.sound_seconds += len(samples) / self.rate
                yield here, samples
                here += len(samples)

    def _frames(self, container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
        for packet in packets(container, stream):
            yield from self._decode(stream, packet)
        yield from self._decode(stream, None)

    def _decode(self, stream: AudioStream, packet: Packet[AudioStream] | None) -> list[AudioFrame]:
        from av.error import FFmpegError

        try:
            return stream.decode(packet)
        except FFmpegError:
            self.cost.broken_sound += 1
            return []


def _sound_of(container: InputContainer, path: str) -> AudioStream:
    stream = sound_stream(container)
    if stream is None:
        raise MediaError("holds no sound", where=path, fix="give a file with sound")
    return stream


def _keep(kept: OrderedDict[Key, Samples], key: Key, samples: Samples) -> Samples:
    samples.setflags(write=False)
    kept[key] = samples
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return samples
