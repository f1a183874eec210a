"""The object_tracking model: sightings linked into trails, trails matched with a phrase."""

from __future__ import annotations

import asyncio
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.tracking import OBJECT_TRACKING, TrackingInput, TrackingOutput
from sensorium.core.values import Evidence, Moment, Track
from sensorium.plugins.grounding.likelihood import CANDIDATE, state_of
from sensorium.plugins.grounding.matching import Match, match
from sensorium.plugins.grounding.phrase import Phrase, parse
from sensorium.plugins.grounding.vocabulary import NOUNS
from sensorium.plugins.tracking.following import Followed, followed, track
from sensorium.plugins.tracking.shots import Shots, shots_of
from sensorium.plugins.tracking.sightings import SIGHTINGS, SightingsCell, SightingsInput, instants
from sensorium.plugins.tracking.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sensorium.core.values import TimeSpan

NEAR_MISSES = 6
"""A shot: no more may come from one, so that the answer for some shots is a part of the whole answer."""

SHOWN = 5
KIND = 0.4
"""How probable the noun must be for a thing to count as a near miss."""


class Tracking(CallModel[TrackingInput, TrackingOutput]):
    """Tracks of the right kind whose attributes fail come along with a low score, so that their events can be told.

    The detector's sightings are asked for by the video alone: a second phrase costs the linking only. For some spans
    it follows what their shots show, unless the phrase compares with the rest of the video ("the largest car").
    """

    task = OBJECT_TRACKING
    restricts = "exact"
    card = Card(
        "efficientdet-lite0-tracking",
        "1.1.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=16 << 20),),
        vocabulary=NOUNS,
        languages=("en",),
        measured={
            "davis-cars/frames-over-iou-.5": 0.99,
            "otb-jogging/mean-iou": 0.70,
            "tlp-carchase2/mean-iou": 0.84,
            "seconds_per_media_second": 0.12,
        },
        note="The detector of tracking:sightings, ByteTrack-like association, the camera removed.",
    )

    async def run(self, jobs: Sequence[Job[TrackingInput]]) -> Sequence[TrackingOutput | SensoriumError]:
        answers: list[TrackingOutput | SensoriumError] = []
        for job in jobs:
            given = job.input
            phrase = parse(given.phrase)
            if given.within is None or _compares(phrase):
                live = None
                # Asked for at once, both are seen in one pass over the picture.
                shots, seen = await asyncio.gather(
                    shots_of(job, given.video), job.ask(SIGHTINGS, SightingsInput(video=given.video))
                )
            else:
                shots = await shots_of(job, given.video)
                live = shots.meeting(given.within)
                seen = await job.ask(SIGHTINGS, SightingsInput(video=given.video, within=live))
            things = follow(seen.cells, shots, live, job.check)
            answers.append(answer(phrase, things, given, self.card.name))
        return answers


def follow(
    cells: Sequence[SightingsCell], shots: Shots, live: Sequence[TimeSpan] | None, check: Callable[[], None]
) -> list[Followed]:
    """All that can be followed through the cells in the `live` shots, or in all; `check` may raise to stop."""
    things: list[Followed] = []
    for number, shown in groupby(instants(cells), key=lambda instant: shots.index(instant.time)):
        shot = shots.spans[number]
        if live is not None and shot not in live:
            continue
        tracker = Tracker(number, shot.start)
        for instant in shown:
            tracker.feed(instant)
            things += [followed(trail) for trail in tracker.drain()]
            check()
        tracker.flush(shot.end)
        things += [followed(trail) for trail in tracker.drain()]
    return things


def _compares(phrase: Phrase) -> bool:
    """Whether a phrase, or the one it refers to, speaks of a size or order: all of its kind in the video decide."""
    return bool(phrase.size or phrase.order) or (phrase.relation is not None and _compares(phrase.relation[1]))


def answer(phrase: Phrase, things: Sequence[Followed], given: TrackingInput, model: str) -> TrackingOutput:
    """Tracks and moments of the things that match, and of the best near misses."""
    found = match(phrase, [one.thing for one in things])
    missed = _near_misses([m for m in found if m.score < CANDIDATE and m.parts[0].score >= KIND], things)
    chosen = sorted(
        [m for m in found if m.score >= CANDIDATE] + missed, key=lambda m: (things[m.thing].thing.times[0], m.thing)
    )
    duration = given.video.probe.duration
    tracks = [track(m, things[m.thing], duration) for m in chosen]
    return TrackingOutput(
        tracks=tuple(tracks),
        moments=tuple(_moment(m, path, given.phrase, model) for m, path in zip(chosen, tracks, strict=True)),
    )


def _near_misses(missed: Sequence[Match], things: Sequence[Followed]) -> list[Match]:
    """The most conspicuous of each shot: surely of the kind, large and long in sight."""
    shots: dict[float, list[Match]] = {}
    for one in missed:
        shots.setdefault(things[one.thing].opens, []).append(one)

    def conspicuous(one: Match) -> tuple[float, int]:
        seen = things[one.thing].thing
        area = float(np.median((seen.boxes[:, 2:] - seen.boxes[:, :2]).clip(0).prod(axis=1)))
        return -one.parts[0].score * (area * float(seen.times[-1] - seen.times[0])) ** 0.5, one.thing

    return [one for within in shots.values() for one in sorted(within, key=conspicuous)[:NEAR_MISSES]]


def _moment(found: Match, path: Track, clause: str, model: str) -> Moment:
    step = max(1, len(path.path) // SHOWN)
    evidence = Evidence(
        clause=f'obj("{clause}")',
        text=found.text,
        model=model,
        score=found.score,
        span=path.span,
        boxes=tuple((point.time, point.box) for point in path.path[::step]),
        track=path.id,
    )
    return Moment(
        span=path.span,
        score=found.score,
        label=found.label,
        state=state_of(found.score),
        evidence=(evidence,),
        track=path.id,
    )
