"""The track_events model: geometry of tracks with the camera's motion removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.task import Located
from sensorium.core.tasks.motion import TRACK_EVENTS, EventsInput
from sensorium.core.values import Evidence, Moment, TimeSpan, Track
from sensorium.plugins.grounding.likelihood import CANDIDATE, state_of
from sensorium.plugins.motion.acts import acts
from sensorium.plugins.motion.course import Courses
from sensorium.plugins.motion.pace import Act
from sensorium.plugins.tracking.shots import shots_of
from sensorium.plugins.tracking.sightings import SIGHTINGS, SightingsInput

if TYPE_CHECKING:
    from collections.abc import Sequence

FAINTEST = 0.1
NEAR_MISSES = 6
"""A shot."""

BOXES = 5
SHORTEST = 0.1


class Motion(CallModel[EventsInput, Located]):
    """An event is as probable as the track is the thing asked for and as the motion is the event, whichever is less."""

    task = TRACK_EVENTS
    card = Card(
        "geometric-track-events",
        "1.1.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=16 << 20),),
        measured={"seconds_per_media_second": 0.005},
        note="No learned weights of its own: headings and paces from boxes, focal length and camera motion from the "
        "background of the same video.",
    )

    async def run(self, jobs: Sequence[Job[EventsInput]]) -> Sequence[Located | SensoriumError]:
        answers: list[Located | SensoriumError] = []
        for job in jobs:
            given = job.input
            if not given.tracks:
                answers.append(Located())
                continue
            shots = await shots_of(job, given.video)
            where = [shots.index(track.path[0].time) for track in given.tracks]
            seen = await job.ask(SIGHTINGS, SightingsInput(video=given.video, within=shots.only(where)))
            courses = Courses(seen.cells, given.tracks, shots)
            rows: dict[int, list[Moment]] = {}
            for shot, track in zip(where, given.tracks, strict=True):
                job.check()
                rows.setdefault(shot, []).extend(moments(track, given, courses, self.card.name))
            answers.append(Located(moments=tuple(row for shot in sorted(rows) for row in _kept(rows[shot]))))
        return answers


def moments(track: Track, given: EventsInput, courses: Courses, model: str) -> list[Moment]:
    """The events of one track; where a track that was asked for has none, one contradicted row that says so."""
    found = [act for act in acts(given.event, track, given.targets, courses) if act.score >= FAINTEST]
    if not found and track.score >= CANDIDATE:
        found = [Act(track.span.start, track.span.end, 0.05, f"no sign of '{given.event}'")]
    return [_moment(act, track, given.event, model) for act in found]


def _kept(rows: list[Moment]) -> tuple[Moment, ...]:
    """All that is claimed of a shot and its nearest misses, in order of time."""
    told = [row for row in rows if row.state != "contradicted"]
    missed = sorted((row for row in rows if row.state == "contradicted"), key=lambda row: -row.evidence[0].score)
    return tuple(sorted(told + missed[:NEAR_MISSES], key=lambda row: (row.span.start, row.span.end)))


def _moment(act: Act, track: Track, event: str, model: str) -> Moment:
    score = min(act.score, track.score)
    start = max(act.start, track.span.start)
    span = TimeSpan(start=start, end=max(min(act.end, track.span.end), start + SHORTEST))
    inside = [point for point in track.path if span.start <= point.time <= span.end]
    step = max(1, len(inside) // BOXES)
    evidence = Evidence(
        clause=f'event("{event}")',
        text=act.text,
        model=model,
        score=act.score,
        span=span,
        boxes=tuple((point.time, point.box) for point in inside[::step]),
        track=track.id,
    )
    return Moment(span=span, score=score, label=event, state=state_of(score), evidence=(evidence,), track=track.id)
