"""Reading tensors out of a model file."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import WeightsError
from sensorium.plugins.voice_emotion.ctranslate import tensors


def text(words: str) -> bytes:
    return struct.pack("<H", len(words) + 1) + words.encode() + b"\0"


def variable(name: str, values: np.ndarray, kind: int) -> bytes:
    shape = b"".join(struct.pack("<I", size) for size in values.shape)
    head = text(name) + struct.pack("<B", values.ndim) + shape
    return head + struct.pack("<BI", kind, values.nbytes) + values.tobytes()


def written(path: Path, version: int = 6) -> Path:
    body = variable("encoder/a", np.array([[1, 2], [3, 4]], np.float16), 4)
    body += variable("decoder/b", np.arange(3, dtype=np.int8), 1) + variable("encoder/c", np.float32(7).reshape(()), 0)
    path.write_bytes(struct.pack("<I", version) + text("WhisperSpec") + struct.pack("<II", 3, 3) + body)
    return path


def test_only_wanted_tensors_are_read_as_floats(tmp_path: Path) -> None:
    found = tensors(written(tmp_path / "m.bin"), lambda name: name.startswith("encoder"))
    assert sorted(found) == ["encoder/a", "encoder/c"]
    assert found["encoder/a"].tolist() == [[1, 2], [3, 4]]
    assert found["encoder/a"].dtype == np.float32
    assert found["encoder/c"] == 7


def test_another_file_is_a_typed_error(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"not a model")
    for file in (other, written(tmp_path / "old.bin", version=3)):
        with pytest.raises(WeightsError, match=r"\.bin"):
            tensors(file, lambda name: True)
