"""Trails summed up once they have ended: as things that phrases can be matched with, and as tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.values import Box, TimedBox, TimeSpan, Track
from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.grounding.matching import DETECTED, Thing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.grounding.matching import Match
    from sensorium.plugins.tracking.tracker import Trail

BEST_SHARE = 0.3
MARGIN = 0.125
NEAR_CUT = 0.3
CLOSE = 0.004
LONGEST_GAP = 1.0
SEEN_OFTEN = 4.0


class Followed(NamedTuple):
    """What is kept of a trail: two hours of traffic leave ten thousand of them.

    `thing` has the points of the path that straight lines between the others do not tell, `scores` (n,) theirs;
    `opens` and `closes` as in Trail.
    """

    id: str
    thing: Thing
    scores: NDArray[np.float32]
    opens: float
    closes: float | None


def followed(trail: Trail) -> Followed:
    """A trail that has ended, summed up."""
    times = np.array([time for time, _, _ in trail.path])
    boxes = np.stack([box for _, box, _ in trail.path]).astype(np.float64)
    scores = np.array([score for _, _, score in trail.path], np.float32)
    kept = telling(times, boxes)
    thing = Thing(_labels(trail), _colours(trail), times[kept], boxes[kept])
    return Followed(f"{trail.shot + 1}.{trail.number}", thing, scores[kept], trail.opens, trail.closes)


def _labels(trail: Trail) -> dict[int, float]:
    """Probabilities of the labels.

    A label is as sure as in the best third of the sightings, less for a trail of few sightings: a label that
    flickers through once or twice is how detectors err.
    """
    count = len(trail.path)
    best = max(1, round(BEST_SHARE * count), min(count, 3))
    doubt = 0.06 * max(0.0, 1.0 - (count - 1) / SEEN_OFTEN)
    scores: dict[int, list[float]] = {}
    for labels in trail.labels:
        for slot, score in labels.items():
            scores.setdefault(slot, []).append(score)
    return {
        slot: logistic(sum(sorted(found, reverse=True)[:best]) / best - doubt, *DETECTED)
        for slot, found in scores.items()
    }


def _colours(trail: Trail) -> NDArray[np.float32]:
    """Mean shares of the colour words, a clear and large sighting counting for more."""
    weights = np.asarray(trail.weights) + 1e-6
    return np.average(np.asarray(trail.colours, np.float64), axis=0, weights=weights).astype(np.float32)


def track(found: Match, one: Followed, duration: float) -> Track:
    """The track of what was asked for."""
    path = []
    for time, box, score in zip(one.thing.times, np.clip(one.thing.boxes, 0.0, 1.0), one.scores, strict=True):
        x0, y0, x1, y1 = (float(value) for value in box)
        place = Box(x0=x0, y0=y0, x1=max(x0, x1), y1=max(y0, y1))
        path.append(TimedBox(time=float(time), box=place, score=min(1.0, float(score))))
    return Track(id=one.id, label=found.label, score=found.score, span=visible(one, duration), path=tuple(path))


def visible(one: Followed, duration: float) -> TimeSpan:
    """When the thing is in sight: half a look beyond the sightings, up to a cut or the video's end that is near."""
    first, last = float(one.thing.times[0]), float(one.thing.times[-1])
    start = one.opens if first - one.opens <= NEAR_CUT else first - MARGIN
    closes = duration if one.closes is None else min(one.closes, duration)
    end = closes if one.closes is not None and closes - last <= NEAR_CUT else min(last + MARGIN, closes)
    return TimeSpan(start=min(start, duration), end=max(start, min(end, duration)))


def telling(times: NDArray[np.float64], boxes: NDArray[np.float64]) -> list[int]:
    """Indices of the points that a straight line between their neighbours does not give to 0.4 % of the picture."""
    kept = [0]
    for last in range(2, len(times)):
        first = kept[-1]
        span = times[last] - times[first]
        share = ((times[first + 1 : last] - times[first]) / span)[:, None]
        line = boxes[first] + share * (boxes[last] - boxes[first])
        if span > LONGEST_GAP or np.abs(line - boxes[first + 1 : last]).max() >= CLOSE:
            kept.append(last - 1)
    return [*kept, len(times) - 1] if len(times) > 1 else kept
