"""What each event's name asks of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.plugins.motion import crossing, pace
from sensorium.plugins.motion.crossing import Meeting, meeting
from sensorium.plugins.motion.pace import Act
from sensorium.plugins.motion.turning import turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sensorium.core.tasks.motion import Event
    from sensorium.core.values import Track
    from sensorium.plugins.motion.course import Course, Courses

RELATIONAL = ("approach", "leave", "enter", "cross")

BESIDE = 1.3
"""Half sizes of two things together within which one is at the other."""


def acts(event: Event, track: Track, targets: Sequence[Track] | None, courses: Courses) -> list[Act]:
    """The times a track does what `event` names, with what it does it to where `targets` are given."""
    if len(track.path) < 2:
        return []
    if targets is None:
        return _alone(event, track, courses)
    found: list[Act] = []
    for target in targets:
        met = meeting(track, target) if target.id != track.id else None
        if met is not None:
            done = _towards(event, met) if event in RELATIONAL else _beside(_alone(event, track, courses), met)
            found += [act._replace(score=min(act.score, target.score)) for act in done]
    return sorted(found, key=lambda act: act.start)


def _alone(event: Event, track: Track, courses: Courses) -> list[Act]:
    course = courses.of(track)
    if event in ("turn", "turn left", "turn right"):
        return _turns(event, track, course)
    if event in ("stop", "start", "wait", "accelerate", "slow down"):
        return _paces(event, course)
    if event == "approach":
        return pace.approaches_camera(course.path)
    if event == "enter":
        return crossing.enters_frame(track, course.shot)
    if event == "leave":
        return crossing.leaves_frame(track, course.shot)
    return crossing.crosses_frame(track, _sideways(track, course, courses.shape))


def _turns(event: Event, track: Track, course: Course) -> list[Act]:
    found = turns(course.path, course.heads, track.label)
    wanted = [turn for turn in found if event == "turn" or turn.side == event.removeprefix("turn ")]
    return _merged([Act(turn.start, turn.end, turn.score, turn.text) for turn in wanted])


def _merged(done: list[Act]) -> list[Act]:
    """Overlapping acts as one, with the surer one's words; an S-bend is one manoeuvre."""
    kept: list[Act] = []
    for act in sorted(done, key=lambda one: one.start):
        if kept and act.start < kept[-1].end:
            surer = max(kept[-1], act, key=lambda one: one.score)
            kept[-1] = surer._replace(start=kept[-1].start, end=max(kept[-1].end, act.end))
        else:
            kept.append(act)
    return kept


def _paces(event: Event, course: Course) -> list[Act]:
    if event == "stop":
        return pace.stops(course.path)
    if event == "start":
        return pace.starts(course.path)
    if event == "wait":
        return pace.waits(course.path)
    return pace.paces(course.path, course.heads, faster=event == "accelerate")


def _towards(event: Event, met: Meeting) -> list[Act]:
    if event == "approach":
        return crossing.approaches(met)
    if event == "leave":
        return crossing.departs(met)
    return crossing.enters(met) if event == "enter" else crossing.crosses(met)


def _beside(done: list[Act], met: Meeting) -> list[Act]:
    """What was done at the target."""
    near = met.times[np.abs(met.apart).max(axis=1) < BESIDE]
    return [act for act in done if ((near >= act.start - 0.2) & (near <= act.end + 0.2)).any()]


def _sideways(track: Track, course: Course, shape: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    times, boxes = crossing.boxes_of(track)
    centre = ((boxes[:, :2] + boxes[:, 2:]) / 2 - 0.5) * [1.0, 1.0 / shape]
    index = [course.gaze.at(float(time)) for time in times]
    laid = np.einsum("nij,nj->ni", course.gaze.mosaic[index], np.column_stack([centre, np.ones(len(times))]))
    return np.asarray(laid[:, 0])
