"""The artifact store: one content, one file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sensorium.core.artifacts import ArtifactStore
from sensorium.core.errors import BadInput


def write(path: Path, body: bytes) -> Path:
    path.write_bytes(body)
    return path


def test_a_file_moves_to_its_digest(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "kept")
    home = store.add(write(tmp_path / "Clip.MP4", b"frames"))
    digest = hashlib.sha256(b"frames").hexdigest()
    assert home.name == f"{digest}.mp4"
    assert home.read_bytes() == b"frames"
    assert store.path(digest) == home
    assert not (tmp_path / "Clip.MP4").exists()


def test_equal_contents_are_one_file(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "kept")
    first, second = (store.add(write(tmp_path / f"{n}.png", b"same")) for n in "ab")
    assert first == second
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "kept")
    assert store.path("0" * 64) is None
    with pytest.raises(BadInput, match=r"no file gone\.png"):
        store.add(tmp_path / "gone.png")
