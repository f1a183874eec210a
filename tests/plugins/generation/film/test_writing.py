"""One small film written and read again: streams, lengths, subtitles, chapters, order."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from sensorium.core.values import Segment, TimeSpan
from sensorium.plugins.generation.film.soundtrack import RATE
from sensorium.plugins.generation.film.writing import Chapter, Frame, Reel, write

SECONDS, FPS = 3, 10
CUES = (
    Segment(text="Good morning.", span=TimeSpan(start=0.5, end=1.25)),
    Segment(text="早上好。", span=TimeSpan(start=2.0, end=2.75)),
)
REEL = Reel((64, 48), FPS, "A film", "en", CUES, [Chapter("One", 0, 1.5), Chapter("二", 1.5, 3)])


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("film") / "film.mp4"
    frames = (Frame(np.full((48, 64, 3), number * 8, np.uint8), number in (0, 15)) for number in range(SECONDS * FPS))
    wave = np.sin(np.arange(SECONDS * RATE) * 0.05).astype(np.float32)
    write(file, REEL, frames, iter(np.split(wave, range(1024, len(wave), 1024))))
    return file


def test_streams(film: Path) -> None:
    with av.open(str(film)) as container:
        seen, heard, read = container.streams.video[0], container.streams.audio[0], container.streams.subtitles[0]
        assert (seen.codec_context.name, seen.codec_context.pix_fmt, seen.frames) == ("h264", "yuv420p", 30)
        assert seen.average_rate == FPS
        assert (heard.codec_context.name, heard.codec_context.sample_rate) == ("aac", RATE)
        assert (heard.metadata["language"], read.metadata["language"]) == ("eng", "eng")
        for stream in (seen, heard):
            assert stream.duration is not None
            assert stream.time_base is not None
            assert float(stream.duration * stream.time_base) == pytest.approx(SECONDS, abs=0.05)


def test_subtitles(film: Path) -> None:
    with av.open(str(film)) as container:
        packets = [packet for packet in container.demux(container.streams.subtitles[0]) if packet.size > 2]
        told = [(float(p.pts * p.time_base), float((p.duration or 0) * p.time_base), bytes(p)[2:]) for p in packets]  # type: ignore[operator]
    assert told == [(row.span.start, row.span.seconds, row.text.encode()) for row in CUES]


def test_chapters_and_title(film: Path) -> None:
    with av.open(str(film)) as container:
        assert [(row["metadata"]["title"], row["start"], row["end"]) for row in container.chapters()] == [
            ("One", 0, 1500),
            ("二", 1500, 3000),
        ]
        assert container.metadata["title"] == "A film"


def test_times_only_go_forward_and_shots_can_be_jumped_to(film: Path) -> None:
    with av.open(str(film)) as container:
        frames = list(container.decode(video=0))
    times = [frame.pts for frame in frames if frame.pts is not None]
    assert times == sorted(set(times))
    assert [number for number, frame in enumerate(frames) if frame.key_frame] == [0, 15]


def test_the_index_stands_first(film: Path) -> None:
    data = film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
