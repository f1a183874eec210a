"""Whom to evict: a pluggable order over the models that may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Candidate(NamedTuple):
    """A model that may be evicted.

    `next_use` counts the expected uses of other models before its own, None where no plan names it;
    `reload_seconds` is what bringing it back would cost; `idle_seconds` the time since its last use.
    """

    key: str
    bytes: int
    reload_seconds: float
    idle_seconds: float
    next_use: int | None = None


class Policy(Protocol):
    """The order in which candidates go, first victim first."""

    def __call__(self, candidates: Sequence[Candidate]) -> Sequence[Candidate]: ...


def least_recent(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Longest idle first: the yardstick the others are measured against."""
    return sorted(candidates, key=lambda c: -c.idle_seconds)


def plan_aware(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Belady's order weighed by what a reload costs.

    What no plan names goes first, the cheapest to bring back per byte and second of idleness before the rest;
    then the expected ones, those needed furthest ahead and cheapest to bring back first.
    """

    def worth(candidate: Candidate) -> tuple[bool, float]:
        cost = candidate.reload_seconds / max(1, candidate.bytes)
        if candidate.next_use is None:
            return False, cost / (1.0 + candidate.idle_seconds)
        return True, cost / (1.0 + candidate.next_use)

    return sorted(candidates, key=worth)


def victims(ordered: Sequence[Candidate], short: int) -> list[Candidate]:
    """The fewest leading candidates that free `short` bytes, less those the later ones made needless."""
    chosen: list[Candidate] = []
    freed = 0
    for candidate in ordered:
        if freed >= short:
            break
        chosen.append(candidate)
        freed += candidate.bytes
    if freed < short:
        return []
    for candidate in tuple(chosen):
        if freed - candidate.bytes >= short:
            chosen.remove(candidate)
            freed -= candidate.bytes
    return chosen


class Expectations:
    """What the plans under way will need, in order."""

    __slots__ = ("_plans",)

    def __init__(self) -> None:
        self._plans: dict[str, Mapping[str, int]] = {}

    def set(self, plan: str, keys: Sequence[str]) -> None:
        """Replace what `plan` expects; nothing forgets it."""
        if not keys:
            self._plans.pop(plan, None)
            return
        steps: dict[str, int] = {}
        for step, key in enumerate(keys):
            steps.setdefault(key, step)
        self._plans[plan] = steps

    def next_use(self, key: str) -> int | None:
        """Steps until the first plan that names `key` needs it."""
        steps = [plan[key] for plan in self._plans.values() if key in plan]
        return min(steps) if steps else None

    def soon(self, steps: int) -> list[str]:
        """The keys any plan needs within `steps`, nearest first."""
        near = [(step, key) for plan in self._plans.values() for key, step in plan.items() if step < steps]
        return list(dict.fromkeys(key for _, key in sorted(near)))
