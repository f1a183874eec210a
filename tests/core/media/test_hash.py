from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from sensorium.core.errors import MediaError
from sensorium.core.media.hash import CHUNK, digest


def test_digest_is_sha256_of_the_content(tmp_path: Path) -> None:
    content = os.urandom(CHUNK + 17)
    file = tmp_path / "a.bin"
    file.write_bytes(content)
    assert digest(file) == hashlib.sha256(content).hexdigest()


def test_digest_follows_a_change(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"one")
    first = digest(file)
    file.write_bytes(b"two")
    os.utime(file, ns=(1, 1))
    assert digest(file) == hashlib.sha256(b"two").hexdigest() != first


def test_missing_file_is_a_media_error(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"nowhere\.mp4: cannot be read"):
        digest(tmp_path / "nowhere.mp4")
