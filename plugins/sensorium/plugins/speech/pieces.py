"""The sentence pieces of Moonshine's decoder, read from its length-prefixed table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sensorium.core.errors import WeightsError
from sensorium.plugins.speech.tokens import Unit

BEGIN, END = 1, 2
FIRST_BYTE, LAST_BYTE = 3, 258
SPACE = "▁".encode()


class Pieces:
    """Token numbers to text. Pieces 3 to 258 are single bytes; those in double angle brackets are control marks."""

    def __init__(self, path: Path) -> None:
        self._pieces = _read(path)

    def text(self, tokens: Iterable[int]) -> str:
        """The text of a token sequence, stripped; bytes that make no character are replaced."""
        kept = (self._pieces[token] for token in tokens if END < token < len(self._pieces))
        joined = b"".join(piece for piece in kept if not piece.startswith(b"<<"))
        return joined.replace(SPACE, b" ").decode("utf-8", "replace").strip()

    def words(self, tokens: Iterable[int]) -> list[Unit]:
        """The tokens grouped into words, each beginning with a piece that has a space in front."""
        groups: list[list[int]] = []
        for token in tokens:
            if not groups or self._pieces[token].startswith(SPACE):
                groups.append([])
            groups[-1].append(token)
        return [Unit(self.text(group), tuple(group)) for group in groups]


def _read(path: Path) -> list[bytes]:
    """A table of pieces, each after its length: one byte, or two where the first is 128 or more."""
    table = path.read_bytes()
    pieces: list[bytes] = []
    at = 0
    while at < len(table):
        length = table[at]
        at += 1
        if length >= 128 and at < len(table):
            length = table[at] * 128 + length - 128
            at += 1
        pieces.append(table[at : at + length])
        at += length
    if at != len(table) or len(pieces) <= LAST_BYTE:
        raise WeightsError("is not a table of sentence pieces", where=path.name, fix="run: sensorium models verify")
    return pieces
