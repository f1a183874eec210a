"""Listening to files and raw sound, with a pretended recogniser that says a word a second."""

from __future__ import annotations

import io
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sensorium.agent.listening import RATE, Words, file_sound, joined, listened, raw_sound
from sensorium.core.card import Card
from sensorium.core.errors import MediaError
from sensorium.core.media import open_media
from sensorium.core.model import StreamModel
from sensorium.core.sees import Sees
from sensorium.core.tasks import SPEECH_RECOGNITION
from sensorium.core.tasks.speech import RecognitionInput, RecognitionOutput
from sensorium.core.testing import host_of
from sensorium.core.testing.media import make_audio
from sensorium.core.values import Segment, TimeSpan, Transcript


class Counting(StreamModel[RecognitionInput, RecognitionOutput, list[float]]):
    """The word of a second stands one second later."""

    task = SPEECH_RECOGNITION
    card = Card("test/counting", "1", "MIT")
    sees = Sees(every=1.0, sound=RATE)

    def open(self, job: Any) -> list[float]:
        return []

    def feed(self, steps: Sequence[Any]) -> Sequence[Any]:
        return [self._step(state, window) for state, window in steps]

    def _step(self, state: list[float], window: Any) -> Any:
        at = window.cell.start
        rows = [*([at - 1] if state else []), at]
        state.append(at)
        return _said(rows), at

    def close(self, state: list[float]) -> RecognitionOutput:
        return _said(state[-1:])


def _said(seconds: Sequence[float]) -> RecognitionOutput:
    rows = [Segment(text=f"w{at:.0f}", span=TimeSpan(start=at, end=at + 1), language="en") for at in seconds]
    return RecognitionOutput(transcript=Transcript(segments=tuple(rows), language="en"))


async def pieces(seconds: float) -> AsyncIterator[Any]:
    for _ in range(round(seconds * 4)):
        yield np.zeros(RATE // 4, np.float32)


async def test_words_are_committed_once_and_the_tail_comes_again() -> None:
    async with host_of(Counting) as host:
        steps = [words async for words in listened(host, pieces(3), join=False)]
    assert [(words.committed, words.tail) for words in steps] == [("", "w0"), ("w0", "w1"), ("w1", "w2"), ("w2", "")]
    assert [words.time for words in steps] == [1, 2, 3, 3]
    assert all(words.latency >= 0 for words in steps)


async def test_raw_sound_may_break_off_inside_a_sample() -> None:
    samples = np.array([0, 16384, -32768], "<i2").tobytes()
    found = [piece async for piece in raw_sound(io.BufferedReader(io.BytesIO(samples + b"\x01")))]
    assert np.concatenate(found).tolist() == [0.0, 0.5, -1.0]


async def test_a_file_comes_whole_and_at_its_own_pace_where_that_is_wanted(tmp_path: Path) -> None:
    media = open_media(make_audio(tmp_path / "tone.wav", seconds=1.2))
    began = time.monotonic()
    found = [piece async for piece in file_sound(media, paced=True)]
    assert sum(len(piece) for piece in found) == pytest.approx(1.2 * RATE, abs=1)
    assert time.monotonic() - began >= 1.2


async def test_a_picture_has_no_sound(shared_media: Path) -> None:
    picture = open_media(next((shared_media / "faces").glob("*.*g")))
    with pytest.raises(MediaError):
        await anext(file_sound(picture, paced=False))


def test_pieces_are_joined_as_their_language_is_written() -> None:
    assert joined(["good", "morning"], "en") == "good morning"
    assert joined(["早上", "好"], "zh") == "早上好"
    assert set(Words.model_fields) >= {"time", "committed", "tail", "language", "latency"}
