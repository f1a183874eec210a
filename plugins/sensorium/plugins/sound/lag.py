"""By how much one course in time comes after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Course = NDArray[np.float64]

SLOW = 4
"""Neighbouring frames say nearly the same: one in so many counts as a new one."""
FEWEST = 48
"""Frames both must share, three seconds."""
CERTAIN = 4.0
"""Least deviations from chance of the best lag."""


class Lag(NamedTuple):
    """`frames` (fractions too) by which the second course is later, their correlation there, 0..1 how sure that is."""

    frames: float
    correlation: float
    score: float


def lag(course: Course, heard: Course, reach: int, certain: float = CERTAIN) -> Lag | None:
    """The lag within ``-reach..reach`` at which `heard` goes best with `course`; None where nothing tells.

    Both are sampled at the same rate, NaN where unknown. None where they share too little, where the best lag is no
    better than chance, or where it lies at the edge of the reach.
    """
    values = np.array([_correlation(course, heard, step) for step in range(-reach, reach + 1)])
    if np.isnan(values).all():
        return None
    best = int(np.nanargmax(values))
    if not 0 < best < 2 * reach or np.isnan(values[[best - 1, best + 1]]).any():
        return None
    shared = int((~np.isnan(course)).sum())
    sureness = float(np.arctanh(min(0.999, max(0.0, values[best]))) * np.sqrt(max(1.0, shared / SLOW - 3)))
    if sureness < certain:
        return None
    before, peak, after = values[best - 1 : best + 2]
    bend = before - 2 * peak + after
    frames = best - reach + (0.5 * (before - after) / bend if bend < 0 else 0.0)
    return Lag(float(frames), float(peak), float(1 - np.exp(-(sureness - certain + 1) / 2)))


def _correlation(course: Course, heard: Course, step: int) -> float:
    """Pearson's, of ``course[t]`` and ``heard[t + step]``; NaN where they share too little."""
    count = min(len(course), len(heard))
    first, last = max(0, -step), min(count, count - step)
    if last - first < FEWEST:
        return float("nan")
    one, other = course[first:last], heard[first + step : last + step]
    known = ~np.isnan(one) & ~np.isnan(other)
    if known.sum() < FEWEST:
        return float("nan")
    one, other = one[known] - one[known].mean(), other[known] - other[known].mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size > 1e-12 else 0.0
