"""Scripts and their pictures from disk: only what the user means is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from sensorium.agent.cli.scripts import opened_pictures, read_script
from sensorium.agent.cli.srt import srt
from sensorium.core.errors import BadInput
from sensorium.core.testing.media import make_video
from sensorium.core.values import Segment, TimeSpan


def make_image(file: Path) -> None:
    Image.new("RGB", (16, 9), "teal").save(file)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "work" / "sub").mkdir(parents=True)
    make_image(tmp_path / "outside.png")
    make_image(tmp_path / "work" / "sub" / "in.png")
    (tmp_path / "work" / "link.png").symlink_to(tmp_path / "outside.png")
    (tmp_path / "work" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    make_video(tmp_path / "work" / "film.mp4", seconds=0.5)
    return tmp_path / "work" / "script.md"


def test_pictures_beside_the_script(script: Path) -> None:
    absolute = script.parent / "sub" / "in.png"
    pictures = opened_pictures(f"![a](sub/in.png) [1s]\n![b]({absolute})", script)
    assert list(pictures) == ["sub/in.png", str(absolute)]
    assert {Path(picture.uri) for picture in pictures.values()} == {absolute.resolve()}


@pytest.mark.parametrize("name", ["../outside.png", "link.png", "sub/../../outside.png", "/etc/passwd"])
def test_ways_out_of_the_folder_are_refused(script: Path, name: str) -> None:
    with pytest.raises(BadInput, match="outside the script's folder") as caught:
        opened_pictures(f"# T\n![a]({name})", script)
    assert caught.value.where == "script:2:1"


def test_a_folder_that_is_allowed(script: Path) -> None:
    folder = script.parent.parent
    for name in ("../outside.png", "link.png", "outside.png"):
        assert name in opened_pictures(f"![a]({name})", script, [folder])


@pytest.mark.parametrize(
    ("name", "said"),
    [("gone.png", "there is no picture"), ("broken.png", "cannot be read"), ("film.mp4", "is video, not a picture")],
)
def test_what_is_no_picture(script: Path, name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        opened_pictures(f"![a]({name})", script)
    assert caught.value.where == "script:1:1"
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "is empty"), (b" \n", "is empty"), (b"\xff\xfe\x00", "UTF-8"), (b"a" * 400_001, "too long")],
)
def test_what_is_no_script(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "script.md"
    file.write_bytes(data)
    with pytest.raises(BadInput, match=said):
        read_script(file)


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_script(tmp_path / "gone.md")


def test_srt() -> None:
    rows = [Segment(text="Hello\nthere", span=TimeSpan(start=0.5, end=61.25))]
    assert srt([*rows, *rows]) == (
        "1\n00:00:00,500 --> 00:01:01,250\nHello there\n\n2\n00:00:00,500 --> 00:01:01,250\nHello there\n"
    )
