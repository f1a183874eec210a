"""One film from a silent one and a voice: the street twice over, with a sentence read at each of some instants."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.container import OutputContainer

RATE = 48_000
PASSES = 2
SECONDS = 10.0
"""Length of the street clip."""
LOUDNESS = 0.5
"""Peak of the voice in the film; the recording is a quiet one."""


class Line(NamedTuple):
    """A sentence: where the recording has it, in seconds, and when the film does."""

    start: float
    end: float
    at: float
    words: str


LINES = (
    Line(0.7, 4.5, 5.38, "It was the best of times, it was the worst of times."),
    Line(17.1, 20.8, 11.34, "It was the spring of hope, it was the winter of despair."),
)


def make_film(street: Path, reader: Path, out: Path, lines: Sequence[Line] = LINES) -> Path:
    """Write the film unless it is there; whole or not at all. The street's pictures are copied as they are."""
    import av

    if out.is_file():
        return out
    out.parent.mkdir(parents=True, exist_ok=True)
    half = out.with_name(f".{os.getpid()}-{out.name}")
    with av.open(str(half), "w", format="mp4") as container:
        _write(container, street, narration(reader, lines))
    os.replace(half, out)
    return out


def narration(reader: Path, lines: Sequence[Line]) -> NDArray[np.float32]:
    """The film's sound, (samples,) at `RATE`: silence, and the lines where they belong."""
    import soundfile

    said, rate = soundfile.read(reader, dtype="float32")
    if rate != RATE:
        raise ValueError(f"{reader} has {rate} Hz, not {RATE}")
    sound = np.zeros(round(PASSES * SECONDS * RATE), np.float32)
    for line in lines:
        piece = said[round(line.start * RATE) : round(line.end * RATE)]
        first = round(line.at * RATE)
        sound[first : first + len(piece)] = piece
    return np.asarray(sound * (LOUDNESS / np.abs(sound).max()), np.float32)


def _write(container: OutputContainer, street: Path, sound: NDArray[np.float32]) -> None:
    import av

    with av.open(str(street)) as first:
        pictures = container.add_stream_from_template(first.streams.video[0])
    voice = cast(Any, container.add_stream("aac", rate=RATE))
    voice.layout = "mono"
    for number in range(PASSES):
        with av.open(str(street)) as source:
            stream = source.streams.video[0]
            for packet in source.demux(stream):
                if packet.dts is not None and packet.pts is not None and stream.time_base is not None:
                    shift = round(number * SECONDS / stream.time_base)
                    packet.pts, packet.dts, packet.stream = packet.pts + shift, packet.dts + shift, pictures
                    container.mux(packet)
    for at in range(0, len(sound), 1024):
        frame = av.AudioFrame.from_ndarray(sound[None, at : at + 1024], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, at
        container.mux(voice.encode(frame))
    container.mux(voice.encode(None))
