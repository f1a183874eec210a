"""From what is heard in a cell to moments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sensorium.core.values import Evidence, Moment, TimeSpan
from sensorium.core.values.moments import State

VERIFIED, CANDIDATE, NOTABLE = 0.35, 0.15, 0.05
"""Least probabilities of a claim, of a candidate and of a near miss: two claims in three are right at the first, on the
clips the curve was fitted on."""


class Heard(NamedTuple):
    """A sound's name, its probability, and the level of the cell in decibels of full scale."""

    label: str
    score: float
    level: float


def claims(heard: Sequence[Heard], cell: TimeSpan, *, asked: bool, model: str) -> tuple[Moment, ...]:
    """A cell's moments, surest first; near misses only where a sound was asked for."""
    moments = []
    for each in sorted(heard, key=lambda each: -each.score):
        state = state_of(each.score)
        if state is not None and (asked or state != "contradicted"):
            moments.append(_moment(each, state, cell, model))
    return tuple(moments)


def state_of(score: float) -> State | None:
    """The state of a claim of that probability, None where it is not worth a row."""
    if score >= VERIFIED:
        return "verified"
    if score >= CANDIDATE:
        return "candidate"
    return "contradicted" if score >= NOTABLE else None


def _moment(heard: Heard, state: State, cell: TimeSpan, model: str) -> Moment:
    evidence = Evidence(
        clause=f'sound("{heard.label}")',
        text=f"heard: {heard.label} {heard.score:.2f}, at {heard.level:.0f} dB of full scale",
        model=model,
        score=heard.score,
        span=cell,
    )
    return Moment(span=cell, score=heard.score, label=heard.label, state=state, evidence=(evidence,))
