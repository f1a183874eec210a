"""Tokens grouped into words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue", "km"})
"""Languages written without spaces: there every character is a word."""


class Pieced(NamedTuple):
    """A word and the half-open range of tokens that spell it."""

    text: str
    first: int
    last: int


class Unit(NamedTuple):
    """A word and the tokens that spell it."""

    text: str
    tokens: tuple[int, ...]


def words_of(tokens: Sequence[int], decode: Callable[[list[int]], str], language: str) -> list[Pieced]:
    """The words of a token sequence, in order; punctuation stays with the word before it."""
    words: list[Pieced] = []
    at = 0
    for i in range(len(tokens)):
        text = decode(list(tokens[at : i + 1]))
        if "�" in text and i + 1 < len(tokens):
            continue
        joins = words and not (text.startswith(" ") or language in UNSPACED)
        marks = words and not any(letter.isalnum() for letter in text)
        if joins or marks:
            last = words[-1]
            words[-1] = Pieced(last.text + text.strip(), last.first, i + 1)
        else:
            words.append(Pieced(text.strip(), at, i + 1))
        at = i + 1
    return [word for word in words if word.text]
