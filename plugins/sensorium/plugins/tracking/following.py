"""Trails made into things that phrases can be matched with, and into tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.values import Box, TimedBox, TimeSpan, Track
from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.grounding.matching import DETECTED, Thing

if TYPE_CHECKING:
    from sensorium.plugins.grounding.matching import Match
    from sensorium.plugins.tracking.tracker import Trail

BEST_SHARE = 0.3
MARGIN = 0.125
NEAR_CUT = 0.3
CLOSE = 0.004
LONGEST_GAP = 1.0
SEEN_OFTEN = 4.0


def thing(trail: Trail) -> Thing:
    """What the trail showed altogether.

    A label is as sure as in the best third of the sightings, less for a trail of few sightings: a label that
    flickers through once or twice is how detectors err. Colours are weighed by how clear and large the sighting was.
    """
    count = len(trail.path)
    best = max(1, round(BEST_SHARE * count), min(count, 3))
    scores: dict[int, list[float]] = {}
    for labels in trail.labels:
        for slot, score in labels.items():
            scores.setdefault(slot, []).append(score)
    probable = {}
    for slot, found in scores.items():
        top = sorted(found, reverse=True)[:best]
        doubt = 0.06 * max(0.0, 1.0 - (count - 1) / SEEN_OFTEN)
        probable[slot] = logistic(sum(top) / best - doubt, *DETECTED)
    colours = np.average(np.asarray(trail.colours, np.float64), axis=0, weights=np.asarray(trail.weights) + 1e-6)
    times = np.array([time for time, _, _ in trail.path])
    boxes = np.stack([box for _, box, _ in trail.path]).astype(np.float64)
    return Thing(probable, colours.astype(np.float32), times, boxes)


def track(trail: Trail, found: Match, duration: float) -> Track:
    """The trail as a track of what was asked for; its path keeps what straight lines between points do not tell."""
    path = []
    for time, box, score in _simplified(trail.path):
        x0, y0, x1, y1 = (float(value) for value in np.clip(box.astype(np.float64), 0.0, 1.0))
        place = Box(x0=x0, y0=y0, x1=max(x0, x1), y1=max(y0, y1))
        path.append(TimedBox(time=time, box=place, score=min(1.0, score)))
    return Track(
        id=f"{trail.shot + 1}.{trail.number}",
        label=found.label,
        score=found.score,
        span=visible(trail, duration),
        path=tuple(path),
    )


def visible(trail: Trail, duration: float) -> TimeSpan:
    """When the thing is in sight: half a look beyond the sightings, up to a cut or the video's end that is near."""
    first, last = trail.path[0][0], trail.path[-1][0]
    start = trail.opens if first - trail.opens <= NEAR_CUT else first - MARGIN
    closes = duration if trail.closes is None else min(trail.closes, duration)
    end = closes if trail.closes is not None and closes - last <= NEAR_CUT else min(last + MARGIN, closes)
    return TimeSpan(start=min(start, duration), end=max(start, min(end, duration)))


def _simplified(
    path: list[tuple[float, np.ndarray[tuple[int], np.dtype[np.float32]], float]],
) -> list[tuple[float, np.ndarray[tuple[int], np.dtype[np.float32]], float]]:
    """The path without the points that a straight line between their neighbours gives to 0.4 % of the picture."""
    kept = path[:1]
    first = 0
    for last in range(2, len(path)):
        (t0, a, _), (t1, b, _) = path[first], path[last]
        between = path[first + 1 : last]
        fits = t1 - t0 <= LONGEST_GAP and all(
            float(np.abs(a + (b - a) * ((t - t0) / (t1 - t0)) - box).max()) < CLOSE for t, box, _ in between
        )
        if not fits:
            kept.append(path[last - 1])
            first = last - 1
    return kept + path[-1:] if len(path) > 1 else kept
