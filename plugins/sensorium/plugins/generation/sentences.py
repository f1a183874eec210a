"""Text cut into sentences, English and Chinese, and told what language it is in."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_END = re.compile(r"""(?:[.!?…]+["'”’)\]]*(?=\s|$)|[。！？]+[”’」』）】]*|\n\s*\n)""")
_CLAUSE = re.compile(r"(?<=[,;:—–，；：、])\s*")
_MID = frozenset(
    {"i.e", "e.g", "cf", "vs", "no", "nos", "fig", "vol", "pp", "approx", "mr", "mrs", "ms", "dr", "prof", "st", "mt",
     "gen", "capt", "lt", "col", "sgt", "rev"}
)  # fmt: skip
"""Abbreviations that never end a sentence; others do, unless a small letter follows."""


class Sentence(NamedTuple):
    """A sentence, where it begins in the text, and whether a paragraph ends with it."""

    text: str
    start: int
    last: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text` in order; only space is left out between them."""
    found: list[Sentence] = []
    at = 0
    for match in _END.finditer(text):
        broken = match[0].startswith("\n")
        if not broken and not _ends(text, at, match):
            continue
        end = match.start() if broken else match.end()
        _add(found, text, at, end, last=broken)
        if broken and found and not found[-1].last:
            found[-1] = found[-1]._replace(last=True)
        at = match.end()
    _add(found, text, at, len(text), last=True)
    if found:
        found[-1] = found[-1]._replace(last=True)
    return found


def pieces(sentence: str, longest: int) -> list[str]:
    """The sentence, or parts of it of at most `longest` characters: cut at commas, else between words."""
    parts: list[str] = []
    for clause in _CLAUSE.split(sentence):
        for word in _words(clause, longest):
            joined = f"{parts[-1]} {word}" if parts else word
            if parts and len(joined) <= longest:
                parts[-1] = joined
            elif word:
                parts.append(word)
    return parts


def language_of(text: str) -> str:
    """ISO 639-1 code told by the script: ``zh``, ``ja``, ``ko``, ``ru`` ...; ``en`` for Latin letters and none."""
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            code = _script(letter)
            counts[code] = counts.get(code, 0) + 1
    if counts.get("ja") and counts.get("zh"):
        return "ja"
    return max(counts, key=lambda code: counts[code] * (3 if code in ("zh", "ja") else 1), default="en")


def foreign(text: str) -> int | None:
    """Where the first letter that is not Latin stands; None where all are."""
    return next((at for at, letter in enumerate(text) if letter.isalpha() and _script(letter) != "en"), None)


def _script(letter: str) -> str:
    if letter.isascii():
        return "en"
    name = unicodedata.name(letter, "")
    for mark, code in (
        ("CJK", "zh"), ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CYRILLIC", "ru"),
        ("ARABIC", "ar"), ("HEBREW", "he"), ("GREEK", "el"), ("THAI", "th"), ("DEVANAGARI", "hi"),
    ):  # fmt: skip
        if name.startswith(mark):
            return code
    return "en" if name.startswith(("LATIN", "FULLWIDTH LATIN", "FEMININE", "MASCULINE", "MICRO")) else "und"


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop ends a sentence: not before a small letter, nor behind an initial or an abbreviation."""
    rest = text[match.end() :].lstrip()
    if not rest or match[0][0] in "。！？":
        return True
    if rest[0].islower():
        return False
    word = text[start : match.start()].rpartition(" ")[2].lstrip("(\"'“‘[").lower()
    initial = len(word) == 1 and word.isalpha() and word != "i"
    return not (match[0] == "." and (word in _MID or initial))


def _add(found: list[Sentence], text: str, start: int, end: int, *, last: bool) -> None:
    body = text[start:end]
    if body.strip():
        found.append(Sentence(" ".join(body.split()), start + len(body) - len(body.lstrip()), last))


def _words(clause: str, longest: int) -> list[str]:
    if len(clause) <= longest:
        return [clause]
    parts = [""]
    for word in clause.split(" "):
        while len(word) > longest:
            parts.append(word[:longest])
            word = word[longest:]
        if len(parts[-1]) + len(word) + 1 <= longest:
            parts[-1] = f"{parts[-1]} {word}".strip()
        else:
            parts.append(word)
    return [part for part in parts if part]
