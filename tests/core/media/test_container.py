from __future__ import annotations

import os
from pathlib import Path

import pytest

from sensorium.core.errors import MediaError
from sensorium.core.media import probe
from sensorium.core.media.container import local_file, opened


def write(path: Path, content: str | bytes = "just words\n" * 200) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path | str) -> MediaError:
    with pytest.raises(MediaError) as caught, opened(path):
        pass
    assert "\n" not in str(caught.value)
    assert caught.value.fix
    assert caught.value.where == str(path)
    return caught.value


def test_missing_file(tmp_path: Path) -> None:
    assert "no such file" in str(refused(tmp_path / "gone.mp4"))


def test_folder(tmp_path: Path) -> None:
    assert "folder" in str(refused(tmp_path))


def test_empty_file(tmp_path: Path) -> None:
    assert "empty" in str(refused(write(tmp_path / "a.mp4", "")))


def test_endless_stream(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    assert "regular file" in str(refused(pipe))


def test_address_is_not_opened() -> None:
    assert "not a file" in str(refused("https://example.org/a.mp4"))


@pytest.mark.parametrize("name", ["a.mp4", "a.txt", "a.wav", "a.srt"])
def test_text_under_any_name(tmp_path: Path, name: str) -> None:
    assert "not a picture, sound or video" in str(refused(write(tmp_path / name)))


def test_text_under_a_picture_name(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="its picture cannot be read"):
        probe(write(tmp_path / "a.jpg"))


def test_playlists_open_no_other_file(tmp_path: Path, film: Path) -> None:
    write(tmp_path / "list.m3u8", f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{film}\n")
    write(tmp_path / "list.ffconcat", f"ffconcat version 1.0\nfile '{film}'\n")
    refused(tmp_path / "list.m3u8")
    refused(tmp_path / "list.ffconcat")


def test_percent_sign_is_no_pattern(tmp_path: Path, film: Path) -> None:
    odd = write(tmp_path / "100%03d done.mp4", film.read_bytes())
    with opened(odd) as container:
        assert container.streams.video


def test_file_uri(film: Path) -> None:
    assert local_file(film.as_uri()) == film.resolve()
