"""Small synthetic media, made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.testing.media import make_audio, make_video


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def film(made: Path) -> Path:
    """Four seconds at 25 a second with sound, a key frame every twelve pictures."""
    return make_video(made / "film.mp4", seconds=4, fps=25, audio=True)


@pytest.fixture(scope="session")
def silent_film(made: Path) -> Path:
    return make_video(made / "silent.mp4", seconds=2, fps=25)


@pytest.fixture(scope="session")
def tone(made: Path) -> Path:
    """Three seconds of 440 Hz at 44.1 kHz, stereo."""
    return make_audio(made / "tone.wav", seconds=3, rate=44_100, channels=2)


@pytest.fixture(scope="session")
def cut_film(made: Path, film: Path) -> Path:
    """The film with its index in front, cut off in the middle of its data."""
    import av

    front = made / "front.mp4"
    with av.open(str(film)) as source, av.open(str(front), "w", options={"movflags": "faststart"}) as target:
        copies = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                target.mux(packet)
    content = front.read_bytes()
    cut = made / "cut.mp4"
    cut.write_bytes(content[: len(content) * 6 // 10])
    return cut
