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

CREEP = 0.3
"""Own heights a second before the background, or relative growth a second, from which a thing surely moves."""

STILL = 0.12
"""Under which it surely stands; between the two nothing is said."""

REACH = 0.5
STAND = 0.8
WAIT = 2.0
EASING = 0.75
BETWEEN = 1.5
DOUBT = 0.15
"""Standard error of a speed, as a logarithm."""


class Act(NamedTuple):
    """Something a thing did, with the words that tell it."""

    start: float
    end: float
    score: float
    text: str


class Spell(NamedTuple):
    """A run of samples, by index, in which the thing surely moves, or surely stands."""

    first: int
    last: int
    moving: bool


def drift(path: Trajectory) -> NDArray[np.float64]:
    """How fast a thing leaves its place before the background, or grows: (n,) in its heights, or shares, a second."""
    size = np.log(path.size)
    rate = np.full(len(path.times), np.nan)
    for index, time in enumerate(path.times):
        near = np.abs(path.times - time) <= REACH + 1e-6
        near &= ~path.cut | path.cut[near].all()
        if near.sum() < 3:
            continue
        lever = path.times[near] - path.times[near].mean()
        lever /= max(float((lever**2).sum()), 1e-9)
        way = lever @ path.laid[near] / np.exp(np.median(size[near]))
        rate[index] = max(float(np.hypot(*way)), 2.0 * abs(float(lever @ size[near])))
    return rate


def spells(path: Trajectory) -> list[Spell]:
    """Runs of at least 0.3 s that surely move or surely stand, in order; what is neither lies between them."""
    rate = drift(path)
    state = np.where(rate > CREEP, 1, np.where(rate < STILL, -1, 0))
    edges = [0, *(np.flatnonzero(np.diff(state)) + 1).tolist(), len(state)]
    kept: list[Spell] = []
    for first, end in pairwise(edges):
        if state[first] == 0 or path.times[end - 1] - path.times[first] < 0.3:
            continue
        moving = bool(state[first] > 0)
        if kept and kept[-1].moving == moving:
            kept[-1] = Spell(kept[-1].first, end - 1, moving)
        else:
            kept.append(Spell(first, end - 1, moving))
    return kept


def stops(path: Trajectory) -> list[Act]:
    """From the easing of the pace until the thing stands."""
    return _changes(path, stopping=True)


def starts(path: Trajectory) -> list[Act]:
    """From standing until the pace is reached."""
    return _changes(path, stopping=False)


def _changes(path: Trajectory, stopping: bool) -> list[Act]:
    found = []
    rate = drift(path)
    for before, after in pairwise(spells(path)):
        gap = path.times[after.first] - path.times[before.last]
        if before.moving != stopping or gap > BETWEEN:
            continue
        mover, stander = (before, after) if stopping else (after, before)
        stood, moved = _seconds(path, stander), _seconds(path, mover)
        pace = rate[mover.first : mover.last + 1]
        brisk = np.flatnonzero(pace >= EASING * float(np.nanmedian(pace)))
        if stopping:
            start, end = path.times[mover.first + brisk[-1]], path.times[stander.first] + min(0.3, stood)
        else:
            start, end = path.times[stander.last] - min(0.3, stood), path.times[mover.first + brisk[0]]
        score = min(logistic(stood, STAND, 0.15), logistic(moved, 0.6, 0.15))
        text = f"moved for {moved:.1f} s, then stood for {stood:.1f} s"
        if not stopping:
            text = f"stood for {stood:.1f} s, then moved for {moved:.1f} s"
        found.append(Act(float(start), float(end), score, text))
    return found


def waits(path: Trajectory) -> list[Act]:
    """Standing for two seconds or more; sure only of what was also seen to move, for the rest may be parked."""
    runs = spells(path)
    moved = any(run.moving for run in runs)
    found = []
    for run in runs:
        stood = _seconds(path, run)
        if not run.moving and stood >= 0.5 * WAIT:
            score = min(logistic(stood, WAIT, 0.3), 0.9 if moved else 0.4)
            text = f"stood for {stood:.1f} s" + ("" if moved else "; was not seen to move")
            found.append(Act(float(path.times[run.first]), float(path.times[run.last]), score, text))
    return found


def _seconds(path: Trajectory, run: Spell) -> float:
    return float(path.times[run.last] - path.times[run.first])


def paces(path: Trajectory, heads: Headings, faster: bool) -> list[Act]:
    """Speeding up, or slowing down, by a half or more while moving; stops and starts included."""
    whole = starts(path) if faster else stops(path)
    found = []
    moving = np.flatnonzero(np.isfinite(heads.error) & (heads.speed > CREEP) & ~path.cut)
    if len(moving) < 4:
        return whole
    speed = _smooth(np.log(heads.speed[moving]))
    for change in excursions(heads.times[moving], speed, np.full(len(moving), DOUBT), np.log(1.2)):
        if (change.change > 0) != faster:
            continue
        ratio = float(np.exp(abs(change.change)))
        score = logistic(abs(change.change) - change.error, float(np.log(1.4)), 0.08)
        text = f"{'faster' if faster else 'slower'} by a factor of {ratio:.1f} within {change.end - change.start:.1f} s"
        found.append(Act(change.start, change.end, score, text))
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
