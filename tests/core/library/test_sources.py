"""Which files are meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.errors import BadInput
from sensorium.core.library.sources import sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.jpg", "a.MP4", "notes.txt", ".hidden.jpg", "deep/c.wav", ".git/d.jpg"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    return tmp_path


def test_media_in_folders_are_found_in_order_and_the_rest_is_counted(folder: Path) -> None:
    found = sources([folder])
    assert [file.name for file in found.files] == ["a.MP4", "b.jpg", "c.wav"]
    assert found.passed == 1
    assert all(file.is_absolute() for file in found.files)


def test_a_file_that_is_named_may_be_called_anything_and_counts_once(folder: Path) -> None:
    found = sources([folder / "notes.txt", folder, folder / "b.jpg"])
    assert [file.name for file in found.files] == ["notes.txt", "a.MP4", "b.jpg", "c.wav"]


def test_nothing_there_is_said(folder: Path) -> None:
    with pytest.raises(BadInput, match="no such file or folder"):
        sources([folder / "gone"])
    (folder / "empty").mkdir()
    with pytest.raises(BadInput, match="no picture, video or sound in it"):
        sources([folder / "empty"])
