"""Noun phrases of an open vocabulary: what to look for is left in words, where it must lie is read off them.

Detectors that know any words are good at nouns and attributes ("a girl in a striped shirt") and poor at comparing and
counting: sizes, sides, order and the relations that geometry decides are ours to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from sensorium.core.errors import RequestError
from sensorium.plugins.grounding.order import take_order
from sensorium.plugins.grounding.phrase import PLACE_WORDS, SIZE_WORDS, Phrase, Place, Relation, Size, take_places

GEOMETRIC: tuple[tuple[str, Relation], ...] = (
    ("to the left of", "left of"), ("left of", "left of"), ("to the right of", "right of"), ("right of", "right of"),
    ("on top of", "above"), ("above", "above"), ("over", "above"), ("below", "below"), ("under", "below"),
    ("beneath", "below"), ("next to", "near"), ("close to", "near"), ("beside", "near"), ("near", "near"),
)  # fmt: skip
ARTICLES = frozenset({"a", "an", "the", "some", "any", "all", "every", "each", "one", "that", "this", "these", "those"})
EDGES = ARTICLES | {"is", "are", "which", "who", "of", "and"}


@dataclass(frozen=True)
class Described:
    """A phrase read. `phrase` is for `match`, its labels being what to look for; `sought` names all of them."""

    phrase: Phrase
    sought: tuple[str, ...] = field(default=())


@lru_cache(maxsize=512)
def describe(text: str) -> Described:
    """Read an English noun phrase of any nouns. Raises RequestError where no word is left to look for."""
    words = " ".join(re.sub(r"[^\w\s'-]", " ", text.lower()).split())
    phrase = _read(text, words)
    return Described(phrase, tuple(dict.fromkeys(_sought(phrase))))


def _read(text: str, words: str) -> Phrase:
    head, relation = _split(text, words)
    head, order = take_order(head)
    head, places = take_places(head)
    noun, size, sides = _take_adjectives(head.split())
    if not noun:
        raise RequestError(f"no thing is named in {text!r}", where="phrase", fix="name what to look for: 'red car'")
    return Phrase(text, frozenset({noun}), size=size, places=places + sides, relation=relation, order=order)


def _split(text: str, words: str) -> tuple[str, tuple[Relation, Phrase] | None]:
    for marker, relation in GEOMETRIC:
        before, found, after = words.partition(f" {marker} ")
        if found and _bare(before.split()) and _bare(after.split()) and not _is_frame(after):
            return before, (relation, _read(text, after))
    return words, None


def _is_frame(words: str) -> bool:
    """Whether what follows "left of" is the picture itself."""
    return _bare(words.split()) in (["picture"], ["image"], ["photo"], ["frame"], ["screen"], ["scene"])


def _bare(words: list[str]) -> list[str]:
    while words and words[0] in EDGES:
        words = words[1:]
    while words and words[-1] in EDGES:
        words = words[:-1]
    return words


def _take_adjectives(words: list[str]) -> tuple[str, Size | None, tuple[Place, ...]]:
    """The noun with the attributes a detector may see, and the adjectives before it that geometry decides."""
    words = _bare(words)
    size: Size | None = None
    sides: list[Place] = []
    while len(words) > 1 and (words[0] in SIZE_WORDS or words[0] in PLACE_WORDS or words[0] in ARTICLES):
        if words[0] in SIZE_WORDS:
            size = SIZE_WORDS[words[0]]
        elif words[0] in PLACE_WORDS:
            sides.append(PLACE_WORDS[words[0]])
        words = words[1:]
    return " ".join(words), size, tuple(sides)


def _sought(phrase: Phrase) -> Iterator[str]:
    yield from phrase.labels
    if phrase.relation:
        yield from _sought(phrase.relation[1])
