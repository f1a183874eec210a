"""Temporal Segment Networks (Wang et al. 2016): a long span judged by a few snippets spread evenly over it.

A span is cut into K segments of equal length; the snippet in the middle of each is looked at, and their class scores
are joined by a consensus. So the cost of judging a span does not grow with its length, and all of it has its say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

SEGMENTS = 5
"""TSN trains with 3 and is no better with more than 7."""

Consensus = Literal["average", "max"]


def segments(first: int, last: int, count: int = SEGMENTS) -> list[int]:
    """The snippets of [first, last) in the middle of each of `count` segments; each one where there are fewer."""
    length = last - first
    if length <= count:
        return list(range(first, last))
    return [first + int((part + 0.5) * length / count) for part in range(count)]


def consensus(scores: Floats, how: Consensus = "average") -> Floats:
    """One score per class from snippets' scores, shape (snippets, classes)."""
    return np.asarray(scores.mean(axis=0) if how == "average" else scores.max(axis=0))


def judged(scores: Floats, first: int, last: int, how: Consensus = "average", count: int = SEGMENTS) -> Floats:
    """The consensus over the segments of snippets [first, last); scores have shape (snippets, classes)."""
    return consensus(scores[segments(first, last, count)], how)
