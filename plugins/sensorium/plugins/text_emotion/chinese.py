"""Chinese by the words of feeling a text names, their negations and degrees.

The text is read left to right, the longest known word first. A feeling is turned round by a negation up to a few
characters before it in the same clause. What names no feeling stays unknown: a lexicon cannot tell calm from silence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sensorium.core.values import EMOTIONS, Emotion

REACH = 5
"""A negation or degree reaches this many characters forward, and never over a stop."""
STOPS = frozenset("，。！？；、,.!?; \n\t…~～")
OPPOSITE: dict[Emotion, tuple[Emotion, float]] = {"happy": ("sad", 0.8)}
"""What a denied feeling says, and how much of its weight: who is not happy may be sad, ..."""
CALM: tuple[Emotion, float] = ("neutral", 0.8)
"""... who is not sad is merely calm."""
SATURATION = 1.5
"""How fast doubt goes as evidence gathers: one plain word leaves a fifth of it."""


class Named(NamedTuple):
    """One word of feeling found: its label after negation, and its weight after degree."""

    label: Emotion
    weight: float


class Lexicon(NamedTuple):
    """Words of feeling with label and weight, negations, degrees with factor, and the length of the longest word."""

    feelings: dict[str, Named]
    negations: frozenset[str]
    degrees: dict[str, float]
    longest: int


def told(text: str) -> tuple[dict[Emotion, float], float]:
    """Probabilities of the labels (summing to 1 where any word of feeling was found) and the unknown mass."""
    weights: dict[Emotion, float] = dict.fromkeys(EMOTIONS, 0.0)
    for label, weight in found(text):
        weights[label] += weight
    total = sum(weights.values())
    if not total:
        return weights, 1.0
    # Squared, so that the feeling named most plainly leads more than in proportion.
    squares: dict[Emotion, float] = {label: weight**2 for label, weight in weights.items()}
    whole = sum(squares.values())
    shares: dict[Emotion, float] = {label: square / whole for label, square in squares.items()}
    return shares, math.exp(-total * SATURATION)


def found(text: str) -> Iterator[Named]:
    """The words of feeling in order."""
    known = lexicon()
    denied: int | None = None
    strength = (0, 1.0)
    for word, place in _words(text, known):
        end = place + len(word)
        if word in known.feelings:
            factor = strength[1] if place <= strength[0] + REACH else 1.0
            negated = denied is not None and place <= denied + REACH
            yield _turned(known.feelings[word], factor, negated)
            denied, strength = None, (0, 1.0)
        elif word in known.negations:
            denied = None if denied is not None else end
        elif word in known.degrees:
            strength = (end, known.degrees[word])
        else:
            denied, strength = None, (0, 1.0)


def _turned(named: Named, factor: float, negated: bool) -> Named:
    if not negated:
        return Named(named.label, named.weight * factor)
    label, share = OPPOSITE.get(named.label, CALM)
    return Named(label, named.weight * factor * share)


def _words(text: str, known: Lexicon) -> Iterator[tuple[str, int]]:
    """Known words and stops with their places, the longest first; everything else is passed over."""
    at = 0
    while at < len(text):
        sizes = range(min(known.longest, len(text) - at), 0, -1)
        word = next((text[at : at + size] for size in sizes if _is_known(text[at : at + size], known)), "")
        if word:
            yield word, at
        at += len(word) or 1


def _is_known(word: str, known: Lexicon) -> bool:
    return word in known.feelings or word in known.negations or word in known.degrees or word in STOPS


@cache
def lexicon() -> Lexicon:
    """The words of ``chinese_words.txt``."""
    labels: dict[str, Emotion] = {label: label for label in EMOTIONS}
    feelings: dict[str, Named] = {}
    negations: set[str] = set()
    degrees: dict[str, float] = {}
    source = files("sensorium.plugins.text_emotion") / "chinese_words.txt"
    for line in source.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, weight, *words = line.split()
        if kind in labels:
            feelings |= {word: Named(labels[kind], float(weight)) for word in words}
        elif kind == "not":
            negations |= set(words)
        else:
            degrees |= dict.fromkeys(words, float(weight))
    return Lexicon(feelings, frozenset(negations), degrees, max(map(len, [*feelings, *negations, *degrees])))
