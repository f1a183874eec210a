"""Chinese texts in English words, one for one: enough for vectors of English to place them.

The longest word known is read at each place (forward maximum matching); what is not known is left out. It is a word
list of some 480 lines, written for things, places, looks and doings that pictures show; it is no translation.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
OTHER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .'&-]*")


@cache
def glosses() -> dict[str, str]:
    """Each Chinese word and the English for it."""
    found: dict[str, str] = {}
    for line in Path(__file__).with_name("glosses.txt").read_text(encoding="utf-8").splitlines():
        english = re.match(r"[\x00-\x7f]+(?= )", line)
        assert english is not None, line
        for word in line[english.end() :].split():
            found.setdefault(word, english[0].strip())
    return found


@cache
def _longest() -> int:
    return max(map(len, glosses()))


def glossed(text: str) -> str:
    """`text` as it is where it holds no Chinese; else the English of its words, in their order."""
    if not HAN.search(text):
        return text
    known = glosses()
    found: list[str] = []
    at = 0
    while at < len(text):
        foreign = OTHER.match(text, at)
        if foreign and text[at : at + 2] not in known:
            found.append(foreign[0].strip())
            at = foreign.end()
            continue
        length = next((size for size in range(_longest(), 0, -1) if text[at : at + size] in known), 0)
        if length:
            found.append(known[text[at : at + length]])
        at += length or 1
    return " ".join(found)
