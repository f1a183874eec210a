"""Whether a phrase was said: the closest stretch of the words heard, by edit distance over letters.

Speech recognition misspells, splits and joins words, so letters are compared without spaces, case, accents or
punctuation; a phrase counts as said from `said` on and as nearly said from `close` on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

SAID = 0.8
CLOSE = 0.6


class Match(NamedTuple):
    """The best stretch of words: the half-open range of their indices, and its likeness to the phrase, 0..1."""

    first: int
    last: int
    score: float


def letters(text: str) -> str:
    """`text` as it is compared: letters and digits only, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def best_match(phrase: str, words: Sequence[str]) -> Match | None:
    """Where `words` come closest to `phrase`; None where either has no letters.

    The likeness is 1 - distance / length, of the phrase against whole words only, so that "is" is not found
    inside "this". One pass over the letters (Sellers 1980), each cell keeping the word its stretch begins with.
    """
    wanted = letters(phrase)
    if not wanted:
        return None
    best = Match(0, 0, 0.0)
    row = [(i, 0) for i in range(len(wanted) + 1)]
    begins, read = [0] * len(words), 0
    for at, word in enumerate(words):
        heard, begins[at] = letters(word), read
        for i, letter in enumerate(heard):
            row = _extended(row, wanted, letter, at if i == 0 else None)
        read += len(heard)
        distance, first = row[-1]
        score = 1 - distance / max(len(wanted), read - begins[first])
        if heard and score > best.score:
            best = Match(first, at + 1, score)
    return best if best.score > 0 else None


def _extended(row: list[tuple[int, int]], wanted: str, letter: str, begins: int | None) -> list[tuple[int, int]]:
    """The row after one more letter: (distance, first word) for every beginning of `wanted`.

    Where a word `begins`, a stretch may begin with it at no cost.
    """
    before = row[0] if begins is None else (0, begins)
    fresh = [(before[0] + 1, before[1])]
    for i, own in enumerate(wanted):
        across = row[i] if i or begins is None else before
        above = row[i + 1] if begins is None else min(row[i + 1], (i + 1, begins))
        fresh.append(
            min((across[0] + (own != letter), across[1]), (above[0] + 1, above[1]), (fresh[i][0] + 1, fresh[i][1]))
        )
    return fresh
