"""From the scores of snippets to the stretches where the action is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.action.grouping import contrast, proposals
from sensorium.plugins.action.segments import SEGMENTS, judged, segments
from sensorium.plugins.action.suppression import suppressed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]


class Found(NamedTuple):
    """Snippets [first, last) with the consensus score of `looked` of them, 0..1."""

    first: int
    last: int
    score: float
    looked: int


def detected(scores: Floats, least: float = 0.0, count: int = SEGMENTS) -> list[Found]:
    """Where a series of snippet scores, shape (snippets,), speaks for the action; in order of time, disjoint or nearly.

    Proposals are ranked by how they stand out from their surroundings and scored by the consensus of their segments;
    those under `least` are left out.
    """
    candidates = proposals(scores)
    ranks = [contrast(scores, each) for each in candidates]
    found = []
    for index in suppressed(candidates, ranks):
        first, last = candidates[index]
        score = float(judged(scores[:, None], first, last, count=count)[0])
        if score >= least:
            found.append(Found(first, last, score, len(segments(first, last, count))))
    return sorted(found)
