"""Which language a text is in, as far as it matters here, and how a long one is cut into pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
LATIN = re.compile(r"[A-Za-z]")
SENTENCE = re.compile(r"[^.!?。！？\n]*[.!?。！？\n]*")
PIECE = 80
"""Words of one piece at most: what the encoder reads in one go."""


def language_of(text: str) -> str:
    """``zh`` for Chinese writing, ``en`` for Latin writing (which need not be English), else empty."""
    han, latin = len(HAN.findall(text)), len(LATIN.findall(text))
    if KANA_HANGUL.search(text):
        return ""
    if han * 4 >= latin and han:
        return "zh"
    return "en" if latin else ""


def pieces(text: str) -> Iterator[str]:
    """The text in runs of whole sentences of at most PIECE words; a longer sentence is cut."""
    held: list[str] = []
    for sentence in SENTENCE.findall(text):
        words = sentence.split()
        if held and len(held) + len(words) > PIECE:
            yield " ".join(held)
            held = []
        held += words
        while len(held) > PIECE:
            yield " ".join(held[:PIECE])
            held = held[PIECE:]
    if held:
        yield " ".join(held)
