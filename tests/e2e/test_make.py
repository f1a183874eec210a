"""Making media with the program: a film that says and shows what its script does, and nothing by halves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import av
import pytest

from driving.program import Program

pytestmark = pytest.mark.weights
SCRIPT = """# The harbour

## Morning
The first boats leave before the sun is up. Their engines are quiet, and the water is like glass.

## Noon
[card: Nobody is in a hurry here.] [7s]
By noon the boats are back. It takes an hour to unload them, and the gulls know it.

## Evening
![The quay](quay.png) [pan right]
The light goes slowly. When the last ship is gone, the lamps come on, one after another.
"""
FRAME = 1 / 25


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("harbor", "harbour"))


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words to insert, leave out or change to come from one to the other."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row = row, [number]
        for at, other in enumerate(heard, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (word != other)))
    return row[-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A script and the picture it names."""
    from PIL.Image import linear_gradient

    made = tmp_path_factory.mktemp("film")
    (made / "script.md").write_text(SCRIPT, encoding="utf-8")
    linear_gradient("L").resize((800, 450)).convert("RGB").save(made / "quay.png")
    return made


def test_a_script_of_three_scenes(sensorium: Program, folder: Path) -> None:
    film = folder / "film.mp4"
    told = sensorium("make", "film", folder / "script.md", "-o", film, "--size", "640x360", "--json")
    assert told.status == 0, told.err
    output = told.json["output"]
    assert told.json["files"] == [str(film), str(film.with_suffix(".srt"))]
    assert "storyboard" in told.json["provenance"]["fallback"]

    narration = words(" ".join(shot["narration"] for shot in output["shots"]))
    told = sensorium("run", "speech_recognition", "-i", f"media={film}", "--json")
    heard = words(" ".join(row["text"] for row in told.json["output"]["transcript"]["segments"]))
    assert errors(narration, heard) <= 0.1 * len(narration), heard

    cuts = [shot["span"]["end"] for shot in output["shots"][:-1]]
    seen = sensorium("run", "shot_boundary_detection", "-i", f"video={film}", "--json").json["output"]["cuts"]
    assert seen == pytest.approx(cuts, abs=FRAME)
    noon = output["shots"][2]["span"]
    assert noon["end"] - noon["start"] == pytest.approx(7)

    _tracks(film, output)
    assert film.with_suffix(".srt").read_text(encoding="utf-8").count("-->") == len(output["subtitles"])


def _tracks(film: Path, output: dict) -> None:  # type: ignore[type-arg]
    """Every stream is as long as the film, nothing goes back in time, chapters are the scenes."""
    end = output["shots"][-1]["span"]["end"]
    with av.open(str(film)) as container:
        assert [row["metadata"]["title"] for row in container.chapters()] == [
            "The harbour", "Morning", "Noon", "Evening",
        ]  # fmt: skip
        for stream in (container.streams.video[0], container.streams.audio[0]):
            assert stream.duration is not None
            assert stream.time_base is not None
            assert float(stream.duration * stream.time_base) == pytest.approx(end, abs=0.1)
        times = [packet.dts for packet in container.demux(container.streams.video[0]) if packet.dts is not None]
        assert all(one < other for one, other in pairwise(times))
        container.seek(0)
        cues = [p for p in container.demux(container.streams.subtitles[0]) if p.size > 2]
        assert len(cues) == len(output["subtitles"])


def test_speech(sensorium: Program, tmp_path: Path) -> None:
    file = tmp_path / "said.wav"
    told = sensorium("make", "speech", "The train leaves at 7:30 from platform 4.", "-o", file, "--json")
    assert told.status == 0, told.err
    assert [row["text"] for row in told.json["output"]["segments"]] == ["The train leaves at 7:30 from platform 4."]
    assert file.read_bytes()[:4] == b"RIFF"


def test_a_key_pressed_leaves_nothing_behind(sensorium: Program, tmp_path: Path) -> None:
    script = tmp_path / "long.md"
    script.write_text("\n".join(["[card: Wait] [60s]"] * 20), encoding="utf-8")
    film = tmp_path / "out" / "long.mp4"
    film.parent.mkdir()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    told = Program(sensorium.home, environ={"TMPDIR": str(scratch)}).interrupted(
        "make", "film", script, "-o", film, "--size", "320x180",
        when=lambda: any(file.stat().st_size for file in scratch.rglob("film.mp4")),
    )  # fmt: skip
    assert told.status == 130
    assert told.complaint.startswith("interrupted")
    assert not list(film.parent.iterdir())
    assert not list(scratch.rglob("*.mp4"))


@pytest.mark.parametrize(
    ("script", "where", "said"),
    [
        ("word " * 20_001, "text_to_video.script", "100000 characters"),
        ("![a](../outside.png)", "script:1:1", "outside the script's folder"),
        ("![a](huge.png)", "script:1:1", "100 megapixels"),
        ("[1s] This sentence takes more than a second to say.", "script", "longer than the shot"),
    ],
)
def test_bad_scripts(sensorium: Program, tmp_path: Path, script: str, where: str, said: str) -> None:
    (tmp_path / "work").mkdir()
    file = tmp_path / "work" / "script.md"
    file.write_text(script, encoding="utf-8")
    (tmp_path / "work" / "huge.png").write_bytes(_header(30_000, 30_000))
    told = sensorium("make", "film", file, "-o", tmp_path / "film.mp4")
    assert told.status == 2
    assert where in told.complaint
    assert said in told.complaint
    assert not list(tmp_path.glob("*.mp4"))


def _header(width: int, height: int) -> bytes:
    """The beginning of a PNG of that size, a few rows of it."""
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress((b"\0" * (width * 3 + 1)) * 4)
    return b"".join([
        b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        chunk(b"IDAT", rows), chunk(b"IEND", b""),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("words_", "said"),
    [
        (("film", "script.md", "-o", "film.avi"), ".mp4"),
        (("film", "script.md", "-o", "no/such/film.mp4"), "its folder does not exist"),
        (("picture", "a cat", "-o", "cat.mp3"), ".png"),
    ],
)
def test_bad_use(sensorium: Program, tmp_path: Path, words_: tuple[str, ...], said: str) -> None:
    told = sensorium("make", *words_)
    assert told.status == 2
    assert said in told.complaint
