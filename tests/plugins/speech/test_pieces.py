"""The table of sentence pieces."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.errors import WeightsError
from sensorium.plugins.speech.pieces import Pieces


def table(*extra: bytes) -> bytes:
    pieces = [b"<unk>", b"<s>", b"</s>", *(bytes([i]) for i in range(256)), *extra]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


def test_pieces_bytes_and_marks(tmp_path: Path) -> None:
    file = tmp_path / "t.bin"
    file.write_bytes(table("▁good".encode(), b"<<ST_1>>", "▁day".encode()))
    assert Pieces(file).text([1, 259, 260, 261, 3 + ord("!"), 2]) == "good day!"


def test_long_pieces_have_two_bytes_of_length(tmp_path: Path) -> None:
    file = tmp_path / "t.bin"
    file.write_bytes(table() + bytes([128 + 72, 1]) + b"x" * 200)
    assert Pieces(file).text([259]) == "x" * 200


@pytest.mark.parametrize("content", [b"", b"\x05ab", b"not a table at all"])
def test_a_damaged_table_is_a_typed_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "t.bin"
    file.write_bytes(content)
    with pytest.raises(WeightsError, match=r"t\.bin"):
        Pieces(file)
