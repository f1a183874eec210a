"""The course of a track: its trajectory and headings, seen through the camera of its own shot."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.values import Box, TimedBox
from sensorium.plugins.motion.crossing import Shot, boxes_of
from sensorium.plugins.motion.heading import Headings, headings
from sensorium.plugins.motion.trajectory import Trajectory, trajectory
from sensorium.plugins.tracking.camera import Step
from sensorium.plugins.tracking.scene import Gaze
from sensorium.plugins.tracking.sightings import unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sensorium.core.values import Track
    from sensorium.plugins.tracking.shots import Shots
    from sensorium.plugins.tracking.sightings import SightingsCell

AROUND = 8.0
"""Seconds of a shot before and after a track that may still tell the focal length."""


OVERLAP = 0.1
LOOKS = 0.125
BRIDGED = 1.2


class Course(NamedTuple):
    """All that events ask of one track."""

    path: Trajectory
    heads: Headings
    gaze: Gaze
    shot: Shot


class Courses:
    """The camera of a video's shots, as arrays; courses of its tracks on demand.

    `cells` are those of all shots in which tracks lie, at least.
    """

    def __init__(self, cells: Iterable[SightingsCell], tracks: Sequence[Track], shots: Shots) -> None:
        self._tracks = tracks
        seen = [unpack(cell.data) for cell in cells]
        kept = [cell for cell in seen if len(cell.times)]
        self._times = np.concatenate([cell.times for cell in kept]) if kept else np.zeros(0)
        self._steps = np.concatenate([cell.steps for cell in kept]) if kept else np.zeros((0, 7), np.float32)
        self._shots = shots
        self.shape = float(kept[0].aspect[0]) if kept else 1.0
        self._known: dict[str, Course] = {}

    def of(self, track: Track) -> Course:
        """The course of one track."""
        if track.id not in self._known:
            shot = self._shot(track.path[0].time)
            low = max(shot.start, track.span.start - AROUND)
            high = min(shot.end, track.span.end + AROUND)
            inside = (self._times >= low - 1e-6) & (self._times < high)
            steps = [Step(*(float(value) for value in row)) for row in self._steps[inside]]
            gaze = Gaze(self._times[inside].tolist(), steps)
            whole = filled(track.path)
            path = trajectory(whole, gaze, self.shape, track.label, self._covered(track, whole))
            self._known[track.id] = Course(path, headings(path), gaze, shot)
        return self._known[track.id]

    def _covered(self, track: Track, path: Sequence[TimedBox]) -> NDArray[np.bool_]:
        """Which boxes of a path are overlapped by a tracked thing that stands lower, and so nearer."""
        times, boxes = boxes_of(track.model_copy(update={"path": tuple(path)}))
        covered = np.zeros(len(times), np.bool_)
        for other in self._tracks:
            if other.id == track.id or not other.span.meets(track.span):
                continue
            theirs, seats = boxes_of(other)
            inside = (times >= theirs[0]) & (times <= theirs[-1])
            seat = np.stack([np.interp(times, theirs, seats[:, side]) for side in range(4)], axis=1)
            low, high = np.maximum(seat[:, :2], boxes[:, :2]), np.minimum(seat[:, 2:], boxes[:, 2:])
            shared = np.clip(high - low, 0, None).prod(axis=1)
            own = np.maximum((boxes[:, 2:] - boxes[:, :2]).prod(axis=1), 1e-9)
            covered |= inside & (shared > OVERLAP * own) & (seat[:, 3] > boxes[:, 3])
        return covered

    def _shot(self, time: float) -> Shot:
        span = self._shots.spans[self._shots.index(time)]
        return Shot(span.start, span.end)


def filled(path: Sequence[TimedBox]) -> list[TimedBox]:
    """A path with the points put back that lay on the straight lines between those kept."""
    whole: list[TimedBox] = []
    for one, two in pairwise(path):
        whole.append(one)
        gap = two.time - one.time
        if gap > BRIDGED:
            continue
        count = round(gap / LOOKS)
        whole += [_between(one, two, step / count) for step in range(1, count)]
    return [*whole, path[-1]]


def _between(one: TimedBox, two: TimedBox, share: float) -> TimedBox:
    def mixed(side: str) -> float:
        a, b = float(getattr(one.box, side)), float(getattr(two.box, side))
        return a + share * (b - a)

    box = Box(x0=mixed("x0"), y0=mixed("y0"), x1=mixed("x1"), y1=mixed("y1"))
    return TimedBox(time=one.time + share * (two.time - one.time), box=box, score=min(one.score, two.score))
