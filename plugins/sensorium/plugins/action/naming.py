"""From a phrase to classes of a closed vocabulary: by their words, else by the nearest meaning.

"person dances" names every class with "dancing" in it, and their probabilities add up. "person opens a door" names
none: the class whose sentence vector is nearest stands in, and the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = Callable[[Sequence[str]], NDArray[np.float32]]
    """Texts to unit vectors, shape (texts, width)."""

SOMEBODY = frozenset(
    {
        "person", "people", "man", "men", "woman", "women", "boy", "girl", "child", "children", "kid", "kids",
        "baby", "someone", "somebody", "anyone", "anybody", "they", "he", "she", "player", "players",
        "athlete", "team", "crowd", "dog", "cat", "animal", "the", "a", "an", "is", "are", "be", "being",
        "was", "were", "some", "two", "three", "in", "on", "at", "of", "with", "to", "by", "into", "out",
        "up", "down", "over", "off", "from", "and", "or", "for", "his", "her", "their", "its", "it", "not", "do",
        "does", "doing",
    }
)  # fmt: skip
"""Words that say who or how, not what is done."""

ALIKE = {
    "run": ("jog",), "jog": ("run",), "embrac": ("hug",), "applaud": ("clap",), "weep": ("cry",),
    "bicycl": ("bik",), "motorbik": ("motorcycl",), "rid": ("motorcycl",),
}  # fmt: skip
"""Stems that the vocabulary has another word for."""

PLAIN = frozenset({"walk", "stand", "sit", "wav", "fall", "li"})
"""Stems of what vocabularies of sport and craft know in special forms only: walking the dog is not walking."""

LIKE, LEAST = 0.72, 0.5
"""Cosine similarity of a stand-in that is as good as meant, and of one that is too far off to say anything."""


COMPOUND = 4
"""Letters of the shortest stem that counts inside a longer word."""


class Named(NamedTuple):
    """The classes that answer a phrase. `by` is "words" or "meaning"; `similarity` is that of the nearest."""

    classes: tuple[int, ...]
    by: str
    similarity: float = 1.0

    @property
    def sure(self) -> bool:
        """Whether the classes mean what was asked for."""
        return self.by == "words" or self.similarity >= LIKE


def named(phrase: str, labels: Sequence[str], vectors: Vectors) -> Named | None:
    """The classes of `labels` for a phrase; None where nothing is near. `vectors` is called only without shared words.

    What is done in plain everyday ways is answered only where a class says just that.
    """
    asked = content(phrase)
    if asked and asked <= PLAIN:
        just = tuple(i for i, each in enumerate(labels) if stem(each) in asked)
        return Named(just, "words") if just else None
    by_words = sharing(phrase, labels)
    if by_words:
        return Named(by_words, "words")
    found = vectors([phrase, *labels])
    nearness = found[1:] @ found[0]
    best = int(nearness.argmax())
    return Named((best,), "meaning", float(nearness[best])) if nearness[best] >= LEAST else None


def sharing(phrase: str, labels: Sequence[str]) -> tuple[int, ...]:
    """Classes that contain all that the phrase says is done, or else those that the phrase contains whole."""
    asked = content(phrase)
    if not asked:
        return ()
    stems = [content(label) for label in labels]
    inside = [
        number
        for number, known in enumerate(stems)
        if all(_says(known, each) or any(_says(known, other) for other in ALIKE.get(each, ())) for each in asked)
    ]
    return tuple(inside or [number for number, known in enumerate(stems) if len(known) > 1 and known <= asked])


def _says(known: frozenset[str], root: str) -> bool:
    """Whether a class says a stem, alone or at the end of a compound: breakdancing is dancing."""
    return root in known or (len(root) >= COMPOUND and any(word.endswith(root) for word in known))


def content(text: str) -> frozenset[str]:
    """The stems of the words that say what is done."""
    return frozenset(stem(word) for word in re.findall(r"[a-z']+", text.lower()) if word not in SOMEBODY)


def stem(word: str) -> str:
    """A word without the endings of English verbs and plurals: runs, running -> run; dances, dancing -> danc."""
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:
        return word.removesuffix("ies") + "y"
    for ending in ("ing", "es", "ed", "s", "e"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and not (ending == "s" and rest.endswith("s")):
            return _undoubled(rest)
    return word


def _undoubled(word: str) -> str:
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls"
    return word[:-1] if doubled else word
