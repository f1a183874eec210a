from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import MediaError
from sensorium.core.media import probe
from sensorium.core.testing.media import make_audio, make_video

cv2 = pytest.importorskip("cv2")


def test_film(film: Path) -> None:
    told = probe(film)
    assert told.duration == pytest.approx(4, abs=0.05)
    assert told.video is not None
    assert (told.video.width, told.video.height, told.video.fps, told.video.frames) == (192, 108, 25, 100)
    assert not told.video.variable
    assert told.audio is not None
    assert (told.audio.rate, told.audio.channels) == (48_000, 1)
    assert told.warnings == ()


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotation_stands_the_picture_upright(tmp_path: Path, rotation: int) -> None:
    told = probe(make_video(tmp_path / "a.mp4", 0.5, rotation=rotation)).video
    assert told is not None
    assert (told.width, told.height, told.rotation) == (192, 108, rotation)


def test_pixel_aspect_is_squared(tmp_path: Path) -> None:
    told = probe(make_video(tmp_path / "a.mp4", 0.5, size=(96, 108), aspect=2)).video
    assert told is not None
    assert (told.width, told.height, told.pixel_aspect) == (192, 108, 2.0)


def test_variable_rate_is_told(tmp_path: Path) -> None:
    told = probe(make_video(tmp_path / "a.mp4", 2, vfr=True)).video
    assert told is not None
    assert told.variable


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mkv", {}),
        ("a.ts", {}),
        ("a.avi", {"codec": "mpeg4"}),
        ("a.h264", {}),
        ("ten.mp4", {"pix_fmt": "yuv444p10le"}),
        ("grey.mp4", {"pix_fmt": "gray"}),
        ("alpha.mov", {"codec": "png", "pix_fmt": "rgba"}),
        ("odd.mkv", {"pix_fmt": "yuv444p", "size": (191, 107)}),
    ],
)
def test_containers_and_pixel_formats(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    told = probe(make_video(tmp_path / name, 2, **options))  # type: ignore[arg-type]
    assert told.duration == pytest.approx(2, abs=0.1)
    assert told.video is not None
    assert told.video.fps == pytest.approx(25, rel=0.05)
    assert told.warnings == ()


@pytest.mark.parametrize(
    ("name", "rate", "channels"),
    [("a.wav", 8_000, 6), ("a.flac", 96_000, 2), ("a.mp3", 44_100, 2), ("a.m4a", 48_000, 6)],
)
def test_sound(tmp_path: Path, name: str, rate: int, channels: int) -> None:
    told = probe(make_audio(tmp_path / name, 2, rate, channels))
    assert told.video is None
    assert told.audio is not None
    assert (told.audio.rate, told.audio.channels) == (rate, channels)
    assert told.duration == pytest.approx(2, abs=0.1)


def test_duration_without_a_header_is_measured(tmp_path: Path) -> None:
    """A Matroska file written to a pipe states no duration."""
    import av

    whole = make_video(tmp_path / "a.mkv", 3)

    class Pipe:
        def __init__(self) -> None:
            self.content = bytearray()

        def write(self, piece: bytes) -> int:
            self.content += piece
            return len(piece)

    pipe = Pipe()
    with av.open(str(whole)) as source, av.open(pipe, "w", format="matroska") as target:
        copy = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = copy
                target.mux(packet)
    streamed = tmp_path / "streamed.mkv"
    streamed.write_bytes(pipe.content)
    with av.open(str(streamed)) as check:
        assert not check.duration
    assert probe(streamed).duration == pytest.approx(3, abs=0.05)


def test_cut_off_film_without_index_is_refused(tmp_path: Path, film: Path) -> None:
    content = film.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(content[: len(content) // 2])
    assert content.find(b"moov") > len(content) // 2
    with pytest.raises(MediaError, match="cut off"):
        probe(cut)


def test_cut_off_film_with_index_is_usable_up_to_the_damage(cut_film: Path) -> None:
    told = probe(cut_film)
    assert 0.5 < told.duration < 3.5
    assert "although its header says 4.0" in told.warnings[0]


def test_giant_picture_is_refused_unread(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    file = tmp_path / "bomb.png"
    file.write_bytes(bomb)
    with pytest.raises(MediaError, match="larger than 100 megapixels"):
        probe(file)


def test_broken_still_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    cv2.imwrite(str(file), np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8))
    file.write_bytes(file.read_bytes()[:64])
    with pytest.raises(MediaError, match=r"a\.png"):
        probe(file)


def test_a_cut_off_photo_is_usable_and_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    cv2.imwrite(str(file), np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8))
    assert probe(file).warnings == ()
    file.write_bytes(file.read_bytes()[:-4000])
    assert probe(file).warnings == ("the picture is cut off: its lower part is missing",)


def test_cover_art_makes_no_video(tmp_path: Path) -> None:
    import av

    song = tmp_path / "song.m4a"
    plain = make_audio(tmp_path / "plain.m4a", 1)
    cover = cv2.imencode(".png", np.zeros((32, 32, 3), np.uint8))[1].tobytes()
    with av.open(str(plain)) as source, av.open(str(song), "w", format="mp4") as target:
        sound = target.add_stream_from_template(source.streams.audio[0])
        art = target.add_stream("png", rate=1)
        art.width, art.height, art.pix_fmt = 32, 32, "rgb24"  # type: ignore[union-attr]
        art.disposition = av.stream.Disposition.attached_pic  # type: ignore[union-attr]
        packet = av.Packet(cover)
        packet.stream, packet.pts, packet.dts = art, 0, 0
        target.mux(packet)
        for piece in source.demux(audio=0):
            if piece.dts is not None:
                piece.stream = sound
                target.mux(piece)
    assert probe(song).video is None
