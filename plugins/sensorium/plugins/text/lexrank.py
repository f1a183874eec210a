"""The sentences that stand for a text: LexRank (Erkan & Radev 2004) and maximal marginal relevance.

A sentence counts for much when many sentences are like it, and those count for much themselves. Of the sentences
that do, each next one is chosen for what it says and for not having been said (Carbonell & Goldstein 1998).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAMPING = 0.85
ROUNDS = 60
NOVELTY = 0.35
SAME = 0.95
"""Likeness from which two sentences say one thing."""
AT_ONCE = 300
"""Sentences that are compared with each other; of a longer text parts are thinned first."""
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]+")
WORD = re.compile(r"[^\W_]+")

Vectors = Callable[[Sequence[str]], "NDArray[np.float32]"]


def standing_for(rows: Sequence[str], count: int, vectors: Vectors) -> list[int]:
    """Indices of `count` rows, in order. `vectors` gives a unit vector for each row, shape (rows, width)."""
    if len(rows) <= count:
        return list(range(len(rows)))
    if len(rows) <= AT_ONCE:
        return sorted(_chosen(vectors(rows), count))
    share = max(count, AT_ONCE // math.ceil(len(rows) / AT_ONCE))
    kept: list[int] = []
    for first in range(0, len(rows), AT_ONCE):
        part = rows[first : first + AT_ONCE]
        kept += [first + at for at in standing_for(part, min(share, len(part) // 2 or 1), by_words)]
    return [kept[at] for at in standing_for([rows[at] for at in kept], count, vectors)]


def by_words(rows: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of the words in each row, or of pairs of characters where they are not spaced; tf-idf."""
    bags = [Counter(_terms(row)) for row in rows]
    seen = Counter(term for bag in bags for term in bag)
    at = {term: i for i, term in enumerate(seen)}
    out = np.zeros((len(rows), max(1, len(at))), np.float32)
    for i, bag in enumerate(bags):
        for term, times in bag.items():
            out[i, at[term]] = (1 + math.log(times)) * math.log(1 + len(rows) / seen[term])
    return unit(out)


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows at length one; empty ones stay empty."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def _terms(row: str) -> list[str]:
    pairs = [run[i : i + 2] for run in HAN.findall(row) for i in range(max(1, len(run) - 1))]
    return pairs + WORD.findall(HAN.sub(" ", row.casefold()))


def _chosen(vectors: NDArray[np.float32], count: int) -> list[int]:
    likeness = np.clip(vectors @ vectors.T, 0, None)
    weight = _weights(likeness)
    weight = weight / weight.max()
    chosen: list[int] = []
    while len(chosen) < count:
        said = likeness[:, chosen].max(1) if chosen else np.zeros(len(weight))
        merit = (1 - NOVELTY) * weight - NOVELTY * said - (said > SAME)
        merit[chosen] = -np.inf
        chosen.append(int(merit.argmax()))
    return chosen


def _weights(likeness: NDArray[np.float32]) -> NDArray[np.float64]:
    """The stationary shares of a walk from sentence to like sentence."""
    graph = likeness.astype(np.float64)
    np.fill_diagonal(graph, 0)
    graph = graph + 1e-6
    graph /= graph.sum(1, keepdims=True)
    share = np.full(len(graph), 1 / len(graph))
    for _ in range(ROUNDS):
        share = (1 - DAMPING) / len(graph) + DAMPING * share @ graph
    return share
