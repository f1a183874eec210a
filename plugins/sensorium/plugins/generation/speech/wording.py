"""What a voice would misread, written out in words: addresses, chemical formulas, Latin abbreviations, signs.

The voice itself reads numbers, dates, times, money, units, titles and ordinary abbreviations.
"""

from __future__ import annotations

import re

_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_URL = re.compile(r"\b(?:https?://|ftp://)(?:www\.)?([^\s<>()]+[^\s<>().,;:!?'\"”’])|\bwww\.([\w./-]+\w)")
_LATIN = (
    (re.compile(r"\bi\.\s?e\.,?", re.I), "that is,"),
    (re.compile(r"\be\.\s?g\.,?", re.I), "for example,"),
    (re.compile(r"\betc\.(?=\s+[A-Z]|\s*$)"), "et cetera."),
    (re.compile(r"\betc\b\.?"), "et cetera"),
    (re.compile(r"\bviz\."), "namely"),
)
_FORMULA = re.compile(r"\b(?=[A-Z][A-Za-z]?\d)((?:CO|H|N|O|NO|SO|CH|NH|SiO)\d(?:[A-Z]\d?)?)\b")
_AND = re.compile(r"\s*&\s*")
_PLUS = re.compile(r"(?<=\d)\s*\+\s*(?=\d)")
_TIMES = re.compile(r"(?<=\d)\s*[x×]\s*(?=\d)")
_PER = re.compile(r"(?<=[a-z])/s\b")
_MINUS = re.compile(r"(?<![\w.])[-−](?=\d)")
_SIGNS = {"/": " slash ", ".": " dot ", "_": " underscore ", "-": " dash ", "?": " question mark ", "=": " equals "}
_MARKS = str.maketrans({"*": None, "`": None, "“": '"', "”": '"', "‘": "'", "’": "'", " ": " ", "​": None})


def written_out(text: str) -> str:
    """`text` as it is to be read aloud, sentence by sentence."""
    text = _EMAIL.sub(lambda m: f"{_spelled(m[1])} at {_spelled(m[2])}", text)
    text = _URL.sub(lambda m: _spelled(m[1] or m[2]), text).translate(_MARKS)
    for pattern, words in _LATIN:
        text = pattern.sub(words, text)
    text = _FORMULA.sub(lambda m: " ".join(m[1]), text)
    text = _PLUS.sub(" plus ", _TIMES.sub(" times ", text))
    text = _MINUS.sub("minus ", _PER.sub(" per second", _AND.sub(" and ", text)))
    return " ".join(text.split())


def _spelled(address: str) -> str:
    """An address with its signs as words; what stands behind a question mark is left out."""
    address = address.partition("?")[0].strip("/")
    return " ".join("".join(_SIGNS.get(letter, letter) for letter in address).split())
