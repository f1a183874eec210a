"""Temporal actionness grouping (Zhao et al. 2017): proposals from a series of scores, flooded at several levels.

At each level what lies above it is a basin. From every basin on, its followers are taken in as long as the basins'
share of the whole stays at or above a tolerance, so that a short dip does not cut an action in two. The proposals of
all levels and tolerances together are many more than there are actions: `suppression` chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

LEVELS = tuple(round(level, 2) for level in np.arange(0.05, 1.0, 0.1))
TOLERANCES = (0.5, 0.6, 0.7, 0.8, 0.9)
BESIDE = 0.25
"""How far on either side a proposal is compared with its surroundings, as a share of its length."""


class Proposal(NamedTuple):
    """Snippets [first, last)."""

    first: int
    last: int


def basins(scores: Floats, level: float) -> list[Proposal]:
    """The maximal runs of snippets whose score is at least `level`, in order."""
    above = np.concatenate([[False], scores >= level, [False]])
    edges = np.flatnonzero(above[1:] != above[:-1])
    return [Proposal(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def grouped(runs: list[Proposal], tolerance: float) -> Iterator[Proposal]:
    """From every basin on, the longest stretch of which basins are at least the share `tolerance`."""
    for number, run in enumerate(runs):
        filled, best = 0, run
        for follower in runs[number:]:
            filled += follower.last - follower.first
            if filled < tolerance * (follower.last - run.first):
                break
            best = Proposal(run.first, follower.last)
        yield best


def proposals(
    scores: Floats, levels: Iterable[float] = LEVELS, tolerances: Iterable[float] = TOLERANCES
) -> list[Proposal]:
    """All different proposals of a series of scores 0..1, in order of time."""
    found = {
        proposal
        for level in levels
        for tolerance in tolerances
        for proposal in grouped(basins(scores, level), tolerance)
    }
    return sorted(found)


def contrast(scores: Floats, proposal: Proposal) -> float:
    """The mean score inside less that of the surroundings (Shou et al. 2018): highest where the borders are right."""
    first, last = proposal
    beside = max(1, round((last - first) * BESIDE))
    around = np.concatenate([scores[max(0, first - beside) : first], scores[last : last + beside]])
    return float(scores[first:last].mean() - (around.mean() if len(around) else 0.0))
