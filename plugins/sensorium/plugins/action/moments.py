"""Stretches where an action is done, as moments with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.values import Evidence, Moment, State, TimeSpan
from sensorium.plugins.action.detecting import Found, detected
from sensorium.plugins.action.naming import Named
from sensorium.plugins.action.segments import judged
from sensorium.plugins.action.snippets import Snippet

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERIFIED, CANDIDATE, NOTABLE = 0.5, 0.2, 0.05
"""Least consensus scores; `benchmarks/actions.py` shows what they do on real clips."""

NEAR_MISSES = 2
"""A shot: stretches under `CANDIDATE` that are told as contradicted."""

SHOWN = 3
"""Classes that evidence names."""


def moments(
    snippets: Sequence[Snippet],
    scores: NDArray[np.float32],
    shot: TimeSpan,
    asked: str,
    names: Named,
    labels: Sequence[str],
) -> list[Moment]:
    """The moments of one shot; `scores` has shape (snippets, classes). None reaches beyond the shot."""
    chosen = np.minimum(scores[:, list(names.classes)].sum(axis=1), 1.0)
    found = detected(chosen, NOTABLE)
    missed = sorted((each for each in found if each.score < CANDIDATE), key=lambda each: -each.score)[:NEAR_MISSES]
    rows = []
    for each in found:
        span = TimeSpan(start=snippets[each.first].span.start, end=snippets[each.last - 1].span.end).cut(shot)
        if span is None or (each.score < CANDIDATE and each not in missed):
            continue
        seen = judged(scores, each.first, each.last)
        evidence = Evidence(
            clause=f'action("{asked}")', text=described(seen, each, names, labels), score=each.score, span=span
        )
        state = state_of(each.score, names)
        rows.append(Moment(span=span, score=each.score, label=asked, state=state, evidence=(evidence,)))
    return rows


def state_of(score: float, names: Named) -> State:
    """Verified only where the classes mean what was asked for."""
    if score >= VERIFIED and names.sure:
        return "verified"
    return "candidate" if score >= CANDIDATE else "contradicted"


def described(seen: NDArray[np.float32], found: Found, names: Named, labels: Sequence[str]) -> str:
    """What the segments look like, and by which class a phrase outside the vocabulary was answered."""
    order = np.argsort(-seen, kind="stable")[:SHOWN]
    shown = ", ".join(f"{labels[i]} {seen[i]:.2f}".replace(" 0.", " .") for i in order if seen[i] >= 0.05)
    text = f"looks like {shown or 'nothing known'} ({found.looked} of {found.last - found.first} windows)"
    if names.by == "meaning":
        nearest = labels[names.classes[0]]
        text += f"; by the nearest label '{nearest}', similarity {names.similarity:.2f}".replace(" 0.", " .")
    return text
