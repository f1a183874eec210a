"""How likely counts are when each thing is there with a probability of its own."""

from __future__ import annotations

from collections.abc import Sequence


def counts(chances: Sequence[float]) -> list[float]:
    """Probability of 0, 1, ... n things, things being independent (Poisson's binomial distribution)."""
    row = [1.0]
    for chance in chances:
        row = [
            (row[k] if k < len(row) else 0.0) * (1 - chance) + (row[k - 1] * chance if k else 0.0)
            for k in range(len(row) + 1)
        ]
    return row


def any_of(chances: Sequence[float]) -> float:
    """Probability that there is at least one."""
    return 1 - counts(chances)[0]
