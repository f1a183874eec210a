"""Coming, going and crossing: what a path does with the frame or with another thing's boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.grounding.likelihood import logistic
from sensorium.plugins.motion.excursion import excursions
from sensorium.plugins.motion.pace import Act

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.values import Track

NEAR_EDGE = 0.03
PASSAGE = 1.0
LATER = 0.3
ACROSS = 0.5


class Shot(NamedTuple):
    """The shot a track lies in, in seconds."""

    start: float
    end: float


def boxes_of(track: Track) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times (n,) and boxes (n, 4) of a track's path."""
    times = np.array([point.time for point in track.path])
    return times, np.array([(p.box.x0, p.box.y0, p.box.x1, p.box.y1) for p in track.path])


def enters_frame(track: Track, shot: Shot) -> list[Act]:
    """Appearing at the frame's edge while the shot is on."""
    times, boxes = boxes_of(track)
    if times[0] - shot.start < LATER:
        return []
    return _through_edge(times, boxes, 0, "came in", track)


def leaves_frame(track: Track, shot: Shot) -> list[Act]:
    """Disappearing at the frame's edge before the shot ends."""
    times, boxes = boxes_of(track)
    if shot.end - times[-1] < LATER:
        return []
    return _through_edge(times, boxes, -1, "went out", track)


def _through_edge(
    times: NDArray[np.float64], boxes: NDArray[np.float64], at: int, word: str, track: Track
) -> list[Act]:
    gaps = np.concatenate([boxes[at, :2], 1 - boxes[at, 2:]])
    side = int(gaps.argmin())
    if gaps[side] > 4 * NEAR_EDGE:
        return []
    score = logistic(float(gaps[side]), 2 * NEAR_EDGE, -NEAR_EDGE / 2)
    text = f"{word} at the {('left', 'top', 'right', 'bottom')[side]} edge"
    if at == 0:
        return [Act(track.span.start, float(min(times[-1], times[0] + PASSAGE)), score, text)]
    return [Act(float(max(times[0], times[-1] - PASSAGE)), track.span.end, score, text)]


def crosses_frame(track: Track, place: NDArray[np.float64]) -> list[Act]:
    """Moving sideways over half of the picture's width or more; `place` (n,) is x with the camera's motion removed."""
    times, _ = boxes_of(track)
    found = []
    for change in excursions(times, place, np.full(len(times), 0.02), 0.25):
        score = logistic(abs(change.change), ACROSS, 0.05)
        way = "right" if change.change > 0 else "left"
        text = f"moved {abs(change.change):.0%} of the picture to the {way}"
        found.append(Act(change.start, change.end, score, text))
    return found


class Meeting(NamedTuple):
    """A thing and a target at the instants both are seen: `apart` (n, 2) from the target's centre in half sizes of the
    two together, so that boxes touch at 1; `inside` (n,) whether the thing's centre is in the target's box."""

    times: NDArray[np.float64]
    apart: NDArray[np.float64]
    inside: NDArray[np.bool_]


def meeting(track: Track, target: Track) -> Meeting | None:
    """The two together, None where they are never seen at once."""
    times, boxes = boxes_of(track)
    others, seats = boxes_of(target)
    common = (times >= others[0] - 0.3) & (times <= others[-1] + 0.3)
    if common.sum() < 3:
        return None
    times, boxes = times[common], boxes[common]
    seat = np.stack([np.interp(times, others, seats[:, side]) for side in range(4)], axis=1)
    centre, middle = (boxes[:, :2] + boxes[:, 2:]) / 2, (seat[:, :2] + seat[:, 2:]) / 2
    reach = (boxes[:, 2:] - boxes[:, :2] + seat[:, 2:] - seat[:, :2]) / 2
    inside = np.asarray(((centre >= seat[:, :2]) & (centre <= seat[:, 2:])).all(axis=1), np.bool_)
    return Meeting(times, (centre - middle) / np.maximum(reach, 1e-6), inside)


def approaches(met: Meeting, word: str = "came nearer") -> list[Act]:
    """The distance to the target falling by a third or more."""
    return _distances(met, True, word)


def departs(met: Meeting) -> list[Act]:
    """The distance to the target growing by half or more."""
    return _distances(met, False, "went away")


def _distances(met: Meeting, nearer: bool, word: str) -> list[Act]:
    gap = np.log(np.maximum(np.hypot(*met.apart.T), 0.3))
    found = []
    for change in excursions(met.times, gap, np.full(len(gap), 0.05), 0.15):
        if (change.change < 0) == nearer:
            score = logistic(abs(change.change) - change.error, 0.35, 0.08)
            text = f"{word}: distance times {float(np.exp(change.change)):.1f}"
            found.append(Act(change.start, change.end, score, text))
    return found


def enters(met: Meeting) -> list[Act]:
    """The thing's centre passing into the target's box, and staying there for three looks."""
    found = []
    for at in np.flatnonzero(~met.inside[:-1] & met.inside[1:]) + 1:
        if met.inside[at : at + 3].all():
            span = met.times[max(0, int(at) - 3) : int(at) + 4]
            found.append(Act(float(span[0]), float(span[-1]), 0.7, "moved into it"))
    return found


def crosses(met: Meeting) -> list[Act]:
    """Passing from one side of the target to the other while the boxes touch."""
    touching = np.abs(met.apart).max(axis=1) < 1.0
    found: list[Act] = []
    for axis in (0, 1):
        past = met.apart[:, axis] >= 0
        for at in np.flatnonzero(past[:-1] != past[1:]):
            if not touching[at : at + 2].any():
                continue
            before, after = np.flatnonzero(~touching[:at]), np.flatnonzero(~touching[at + 2 :])
            first = before[-1] + 1 if len(before) else 0
            last = at + 1 + after[0] if len(after) else len(touching) - 1
            swept = float(np.abs(met.apart[last, axis] - met.apart[first, axis]))
            act = Act(float(met.times[first]), float(met.times[last]), logistic(swept, 0.9, 0.15), "passed across it")
            if all(act.start >= other.end or act.end <= other.start for other in found):
                found.append(act)
    return found
