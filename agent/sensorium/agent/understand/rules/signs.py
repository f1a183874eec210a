"""Signs that people write for words: sad/angry, cat + dog, silence > 5 s. Quotes stay as they are."""

from __future__ import annotations

import re

QUOTED = re.compile(r"([“\"「『][^”\"」』]*[”\"」』])")
LETTER = r"[^\W\d_]"
ENGLISH = (
    (re.compile(r"\band/or\b", re.I), "or"),
    (re.compile(r"\bw/o\b", re.I), "without"),
    (re.compile(r"\bw/(?=\s|\w)", re.I), "with "),
    (re.compile(rf"(?<={LETTER})\s*/\s*(?={LETTER})"), " or "),
    (re.compile(rf"(?<={LETTER})\s*(?:\+|&&?)\s*(?={LETTER})"), " and "),
    (re.compile(r"\s*>=?\s*(?=\d)"), " longer than "),
    (re.compile(r"\s*<=?\s*(?=\d)"), " shorter than "),
)
CHINESE = (
    (re.compile(rf"(?<={LETTER})\s*/\s*(?={LETTER})"), "或"),
    (re.compile(rf"(?<={LETTER})\s*(?:\+|&&?)\s*(?={LETTER})"), "和"),
    (re.compile(r"\s*[>＞]=?\s*(?=\d)"), "超过"),
    (re.compile(r"\s*[<＜]=?\s*(?=\d)"), "少于"),
)


def spelt_out(text: str, *, chinese: bool = False) -> str:
    """The text with such signs as words."""
    pieces = QUOTED.split(text)
    for sign, word in CHINESE if chinese else ENGLISH:
        pieces[::2] = [sign.sub(word, piece) for piece in pieces[::2]]
    return "".join(pieces)
