"""Pace: when a thing stands, starts, stops, speeds up, slows down, waits."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.motion.excursion import excursions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.motion.heading import Headings
    from sensorium.plugins.motion.trajectory import Trajectory

CREEP = 0.2
"""Own sizes a second under which a thing stands: about 1 km/h for a car seen from its own height."""

STAND = 0.7
WAIT = 2.0
EASING = 0.75


class Act(NamedTuple):
    """Something a thing did, with the words that tell it."""

    start: float
    end: float
    score: float
    text: str


class Spell(NamedTuple):
    """A run of samples in which the thing moves, or stands."""

    first: int
    last: int
    moving: bool


def spells(heads: Headings) -> list[Spell]:
    """Moving and standing runs; a run shorter than 0.3 s belongs to its neighbours."""
    moving = np.isfinite(heads.error) & (heads.speed > CREEP)
    if not len(moving):
        return []
    edges = [0, *(np.flatnonzero(np.diff(moving)) + 1).tolist(), len(moving)]
    runs = [Spell(a, b - 1, bool(moving[a])) for a, b in pairwise(edges)]
    kept: list[Spell] = []
    for run in runs:
        brief = heads.times[run.last] - heads.times[run.first] < 0.3 and len(runs) > 1
        if kept and (brief or kept[-1].moving == run.moving):
            kept[-1] = Spell(kept[-1].first, run.last, kept[-1].moving)
        else:
            kept.append(run)
    return kept


def stops(heads: Headings) -> list[Act]:
    """From the easing of the pace until the thing stands."""
    return _changes(heads, stopping=True)


def starts(heads: Headings) -> list[Act]:
    """From standing until the pace is reached."""
    return _changes(heads, stopping=False)


def _changes(heads: Headings, stopping: bool) -> list[Act]:
    found = []
    runs = spells(heads)
    for before, after in pairwise(runs):
        if before.moving != stopping:
            continue
        mover, stander = (before, after) if stopping else (after, before)
        stood, moved = _seconds(heads, stander), _seconds(heads, mover)
        pace = heads.speed[mover.first : mover.last + 1]
        full = float(np.median(pace))
        eased = np.flatnonzero(pace < EASING * full)
        if stopping:
            start = heads.times[mover.first + eased[_tail(eased, len(pace))]] if len(eased) else heads.times[mover.last]
            end = heads.times[stander.first] + min(0.3, stood)
        else:
            start = heads.times[stander.last] - min(0.3, stood)
            reached = np.flatnonzero(pace >= EASING * full)
            end = heads.times[mover.first + (int(reached[0]) if len(reached) else 0)]
        score = min(logistic(stood, STAND, 0.15), logistic(moved, 0.6, 0.15), logistic(full, 2 * CREEP, 0.1))
        word = "stood" if stopping else "moved off"
        text = f"{word} after {moved if stopping else stood:.1f} s; {full:.1f} of its own sizes a second"
        found.append(Act(float(start), float(max(end, start)), score, text))
    return found


def _tail(eased: NDArray[np.int64], count: int) -> int:
    """Index of the first of the unbroken run of eased samples that reaches the end; the last where none does."""
    at = len(eased) - 1
    if eased[at] < count - 2:
        return at
    while at > 0 and eased[at] - eased[at - 1] <= 2:
        at -= 1
    return at


def waits(heads: Headings) -> list[Act]:
    """Standing for two seconds or more; sure only of what was also seen to move, for the rest may be parked."""
    runs = spells(heads)
    moved = any(run.moving for run in runs)
    found = []
    for run in runs:
        stood = _seconds(heads, run)
        if not run.moving and stood >= 0.5 * WAIT:
            score = min(logistic(stood, WAIT, 0.3), 0.9 if moved else 0.4)
            text = f"stood for {stood:.1f} s" + ("" if moved else "; was not seen to move")
            found.append(Act(float(heads.times[run.first]), float(heads.times[run.last]), score, text))
    return found


def _seconds(heads: Headings, run: Spell) -> float:
    return float(heads.times[run.last] - heads.times[run.first])


def paces(heads: Headings, faster: bool) -> list[Act]:
    """Speeding up, or slowing down, by at least two fifths while moving, stops and starts included."""
    found = []
    moving = np.flatnonzero(np.isfinite(heads.error) & (heads.speed > CREEP))
    if len(moving) < 4:
        return []
    speed = _smooth(np.log(heads.speed[moving]))
    for change in excursions(heads.times[moving], speed, np.full(len(moving), 0.1), np.log(1.2)):
        if (change.change > 0) != faster:
            continue
        ratio = float(np.exp(abs(change.change)))
        score = logistic(abs(change.change) - change.error, float(np.log(1.4)), 0.08)
        text = f"{'faster' if faster else 'slower'} by a factor of {ratio:.1f} within {change.end - change.start:.1f} s"
        found.append(Act(change.start, change.end, score, text))
    whole = starts(heads) if faster else stops(heads)
    return sorted(found + whole, key=lambda act: act.start)


def _smooth(values: NDArray[np.float64]) -> NDArray[np.float64]:
    padded = np.pad(values, 2, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1))


def approaches_camera(path: Trajectory) -> list[Act]:
    """Growing in the picture by a third or more, zoom undone, while the frame's edge does not cut it."""
    whole = np.flatnonzero(~path.cut)
    if len(whole) < 4:
        return []
    size = _smooth(np.log(path.size[whole]))
    error = 0.03 + 0.004 / path.size[whole]
    found = []
    for change in excursions(path.times[whole], size, error, np.log(1.15)):
        if change.change > 0:
            score = logistic(change.change - change.error, float(np.log(1.3)), 0.07)
            text = f"grew by a factor of {float(np.exp(change.change)):.1f} in the picture"
            found.append(Act(change.start, change.end, score, text))
    return found
