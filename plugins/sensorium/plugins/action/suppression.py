"""Temporal non-maximum suppression: of proposals that overlap the best one stays.

The usual measure, intersection over union, lets a short stretch within a long one stand beside it. Here one phrase is
asked for, and what is done within its being done is the same: the shorter one's share that both cover counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.plugins.action.grouping import Proposal

OVERLAP = 0.1


def overlap(one: Proposal, other: Proposal) -> float:
    """How much of the shorter stretch the other covers, 0..1."""
    shared = max(0, min(one.last, other.last) - max(one.first, other.first))
    return shared / max(1, min(one.last - one.first, other.last - other.first))


def suppressed(found: Sequence[Proposal], ranks: Sequence[float], most: float = OVERLAP) -> list[int]:
    """Indices of those that stay, best first: none overlaps a better one by more than `most`.

    Of equals the longer stays, then the earlier.
    """
    order = sorted(range(len(found)), key=lambda i: (-ranks[i], found[i].first - found[i].last, found[i].first))
    kept: list[int] = []
    for index in order:
        if all(overlap(found[index], found[stays]) <= most for stays in kept):
            kept.append(index)
    return kept
