"""Whether a phrase is written in lines: the closest stretch of whole words, with room for misread letters.

A Chinese character is a word of its own. Letters that readers take for one another (O and 0, l and 1) count as alike at
a small price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sensorium.plugins.speech.matching import Match, best_match, letters

WRITTEN = 0.8
CLOSE = 0.6
"""From the one on a phrase counts as written, from the other as perhaps written."""

ALIKE = str.maketrans("0135689|", "olessgbl")
ALIKE_WORTH = 0.95
WORDS = re.compile(r"[㐀-䶿一-鿿豈-﫿぀-ヿ]|[^\W_㐀-䶿一-鿿豈-﫿぀-ヿ]+(?:['’][^\W_]+)*")


class Written(NamedTuple):
    """A phrase found in the lines from `first` to before `end`; `score` is its likeness, 0..1."""

    first: int
    end: int
    score: float


def words(line: str) -> list[str]:
    """The words of a line, each Chinese character one."""
    return WORDS.findall(line)


def written(phrase: str, lines: Sequence[str]) -> Written | None:
    """Where a phrase is written in lines that follow each other; None where no word of it comes close."""
    split = [(word, at) for at, line in enumerate(lines) for word in words(line)]
    found = _closest(phrase, [word for word, _ in split])
    if found is None:
        return None
    return Written(split[found.first][1], split[found.last - 1][1] + 1, found.score)


def _closest(phrase: str, read: Sequence[str]) -> Match | None:
    plain = best_match(phrase, read)
    alike = best_match(_alike(phrase), [_alike(word) for word in read])
    if alike is not None and (plain is None or alike.score * ALIKE_WORTH > plain.score):
        return alike._replace(score=alike.score * ALIKE_WORTH)
    return plain


def _alike(text: str) -> str:
    return letters(text).translate(ALIKE).replace("i", "l").replace("rn", "m").replace("vv", "w")
