"""Live sound written down or translated: pieces in, words out as they stand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterator
from contextlib import aclosing
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from sensorium.core.host import Host, Live, live_audio
from sensorium.core.host.pump import pumped
from sensorium.core.sees import Sees
from sensorium.core.tasks import SPEECH_RECOGNITION, SPEECH_TRANSLATION
from sensorium.core.tasks.speech import RecognitionInput, TranslationInput

if TYPE_CHECKING:
    from sensorium.core.values import Media, Segment

Samples = NDArray[np.float32]
RATE = 16_000
"""Samples a second of the sound that is listened to; mono."""
PIECE = 0.5
AHEAD = 8
UNSPACED = frozenset({"zh", "ja", "th", "yue"})


class Words(BaseModel):
    """One step of listening.

    `committed` are new words that will not change, `tail` those that still may and come again; `time` is how many
    seconds of sound have been heard, `latency` the seconds from when this step's sound had come in to these words,
    `language` that of the words (ISO 639-1) and `original` what an utterance that ended is as spoken, where that
    differs.
    """

    time: float
    committed: str
    tail: str
    language: str
    latency: float
    original: str = ""


async def listened(
    host: Host, sound: AsyncIterable[Samples], *, to: str = "", join: bool = True
) -> AsyncGenerator[Words]:
    """The words of `sound` (mono, 16 kHz, pieces of any length), translated where `to` names a language.

    With `join` a machine that is too slow hears longer pieces less often; without, every second is a step.
    """
    medium = live_audio("sound", RATE)
    task: Any = SPEECH_TRANSLATION if to else SPEECH_RECOGNITION
    given = TranslationInput(media=medium, to=to) if to else RecognitionInput(media=medium)
    clock = _Clock()
    async with aclosing(host.live(task, given, clock.timed(sound), join=join)) as steps:
        async for step in steps:
            yield _words(step, clock.late(step) if join else step.seconds)


def joined(segments: list[str], language: str) -> str:
    """Pieces of one text put together as its language is written."""
    return ("" if language in UNSPACED else " ").join(segments)


async def file_sound(media: Media, *, paced: bool) -> AsyncIterator[Samples]:
    """A file's sound; `paced` as it would come from a microphone."""
    from sensorium.core.media import Reader

    reader = Reader(media)
    began = time.monotonic()
    try:
        async with pumped(lambda: reader.windows(Sees(every=PIECE, sound=RATE)), AHEAD) as windows:
            async for window in windows:
                if paced:
                    await asyncio.sleep(max(0.0, began + window.cell.end - media.whole.start - time.monotonic()))
                yield window.sound[: round(window.cell.seconds * RATE)]
    finally:
        reader.close()


async def raw_sound(stream: IO[bytes]) -> AsyncIterator[Samples]:
    """Raw signed 16-bit little-endian samples as they come, until the stream ends."""
    async with pumped(lambda: _read(stream), AHEAD) as pieces:
        async for piece in pieces:
            yield piece


def _read(stream: Any) -> Iterator[Samples]:
    left = b""
    while piece := stream.read1(int(2 * RATE * PIECE)):
        piece = left + piece
        whole = len(piece) // 2 * 2
        left = piece[whole:]
        yield np.frombuffer(piece[:whole], "<i2").astype(np.float32) / np.float32(32768)


class _Clock:
    """When the sound came in."""

    def __init__(self) -> None:
        self._began: float | None = None

    async def timed(self, sound: AsyncIterable[Samples]) -> AsyncIterator[Samples]:
        async for piece in sound:
            if self._began is None:
                self._began = time.monotonic() - len(piece) / RATE
            yield piece

    def late(self, step: Live) -> float:
        """Seconds behind the end of what was heard; at least what the step took, where sound comes in faster."""
        began = self._began if self._began is not None else time.monotonic()
        return max(step.seconds, time.monotonic() - began - step.heard)


def _words(step: Live, latency: float) -> Words:
    segments: tuple[Segment, ...] = step.output.transcript.segments
    stands = [each.text for each in segments if each.span.start < step.stable]
    tail = [each.text for each in segments if each.span.start >= step.stable]
    language = segments[-1].language if segments else ""
    original = getattr(step.output, "original", None)
    return Words(
        time=round(step.heard, 2),
        committed=joined(stands, language),
        tail=joined(tail, language),
        language=language,
        latency=round(latency, 2),
        original=original.text if original is not None else "",
    )
