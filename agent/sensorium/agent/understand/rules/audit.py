"""The last look at a reading: a word that was passed over must show in the query, or it was of no use.

The readers mark words as they pass them. A reader may pass a word and then drop what it made of it; here such words
are found by what the lexicon says they mean, so that nothing asked for is lost without being named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sensorium.agent.query import Query

SHOWN: Mapping[str, tuple[str, ...]] = {
    "not": ("not(", ".never(", "silence("), "no": ("not(", ".never(", "silence("), "noone": ("not(", "silence("),
    "no_one": ("not(", "silence("), "never": ("not(", ".never("), "nothing": ("not(", "silence("),
    "ordinal": ("first(", "last(", "nth(", "time(", "longest(", "before(", "or("),
    "firstly": ("first(", "last(", "time(", "before(", "or("), "lastly": ("last(", "nth(", "time(", "longest("),
    "nth": ("nth(", "first(", "last(", "time(", "longest("), "longest": ("longest(",),
    "unit": ("time(", "min=", "max=", "within="), "superlative": ("top(",), "or": ("or(", "not(", "min=", "max="),
    "until": ("until(", "after(", "time(", "max=", "min="),
    "before": ("before(", "after(", "between(", "until(", "time("),
    "after": ("after(", "before(", "between(", "until(", "time(", ".event("),
}  # fmt: skip
"""Kinds of word, and what any of them leaves in a query."""

NAMED = (
    "colour",
    "feeling",
    "expression",
    "manner",
    "sound",
    "language",
    "known",
    "noun",
    "place",
    "position",
    "adjective",
    "worn",
)
"""Kinds of word whose meaning itself stands in a query."""

IDLE = frozenset(
    (
        "skip", "mark", "comma", "command", "commands", "questions", "asking", "moment", "moments", "event", "someone",
        "sign", "written", "lasting", "lasts", "early", "frames",
    )
)  # fmt: skip
"""Kinds that need leave nothing."""

IMPLIED = {"person": "(", "camera": ".event(", "sign": "text(", "laughter": "face(", "crying": "face(",
           "in the corner": " at the ", "clothes": "in ", "in the middle": "%"}  # fmt: skip
"""What other things say already: who smiles, what is approached, what writing stands on."""

DENYING = frozenset(("not", "no", "noone", "no_one", "never", "nothing", "except", "unless"))
DENIED = ("not(", ".never(", "silence(")
"""What a denial leaves, one for each."""

GOALS = ("find", "count")


def dropped(words: Iterable[Any], query: Query) -> None:
    """Mark as unused what was passed and left no trace."""
    if query.goal not in GOALS:
        return
    text = str(query).lower()
    passed = [word for word in words if word.used]
    for word in passed:
        word.used = _traced(word.lower, word.tags, text)
    denials = [word for word in passed if word.used and _denies(word.tags) and f'"{word.lower}"' not in text]
    for word in denials[sum(map(text.count, DENIED)) :]:
        word.used = False


def _denies(tags: Mapping[str, Any]) -> bool:
    return bool(tags.keys() & DENYING) or tags.get("join") in ("without", "unless", "except")


def _traced(word: str, tags: Mapping[str, Any], text: str) -> bool:
    """Whether the word shows: by its own letters, by its meaning, or by what its kind leaves."""
    kinds = _kinds(tags)
    if word == "先":
        return any(mark in text for mark in ("before(", "first(", "after(", ".event("))
    if not kinds or word in text or tags.keys() & IDLE:
        return True
    return any(_leaves(kind, value, text) for kind, value in kinds.items())


def _kinds(tags: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {kind: value for kind, value in tags.items() if kind in SHOWN or kind in NAMED}
    for kind in ("join", "relation"):
        if (value := tags.get(kind)) in ("or", "nor", "without", "before", "after", "until"):
            kinds["no" if value in ("without", "nor") else value] = value
    return kinds


def _leaves(kind: str, value: Any, text: str) -> bool:
    if kind in SHOWN:
        return any(mark in text for mark in SHOWN[kind])
    return str(value).lower() in text or IMPLIED.get(str(value).lower(), "\n") in text
