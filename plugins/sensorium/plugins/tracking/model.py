"""The object_tracking model: sightings linked into trails, trails matched with a phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.tracking import OBJECT_TRACKING, TrackingInput, TrackingOutput
from sensorium.core.values import Evidence, Moment, Track
from sensorium.plugins.grounding.labels import LABELS
from sensorium.plugins.grounding.likelihood import CANDIDATE, state_of
from sensorium.plugins.grounding.matching import Match, match
from sensorium.plugins.grounding.phrase import Phrase, parse
from sensorium.plugins.tracking.following import Followed, followed, track
from sensorium.plugins.tracking.sightings import SIGHTINGS, SightingsCell, SightingsInput, instants
from sensorium.plugins.tracking.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NEAR_MISSES = 12
SHOWN = 5
KIND = 0.4
"""How probable the noun must be for a thing to count as a near miss."""


class Tracking(CallModel[TrackingInput, TrackingOutput]):
    """Tracks of the right kind whose attributes fail come along with a low score, so that their events can be told.

    The detector's sightings are asked for by the video alone: a second phrase costs the linking only.
    """

    task = OBJECT_TRACKING
    card = Card(
        "efficientdet-lite0-tracking",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=16 << 20),),
        vocabulary=LABELS,
        languages=("en",),
        measured={"davis-cars/frames-over-iou-.5": 0.95, "otb-jogging/mean-iou": 0.69, "tlp-carchase2/mean-iou": 0.83},
        note="The detector of tracking:sightings, ByteTrack-like association, the camera removed. Figures "
        "were taken with pictures 640 wide, before they were made 512 for speed.",
    )

    async def run(self, jobs: Sequence[Job[TrackingInput]]) -> Sequence[TrackingOutput | SensoriumError]:
        answers: list[TrackingOutput | SensoriumError] = []
        for job in jobs:
            phrase = parse(job.input.phrase)
            seen = await job.ask(SIGHTINGS, SightingsInput(video=job.input.video))
            things = follow(seen.cells, job.input.video.probe.duration, job.check)
            answers.append(answer(phrase, things, job.input, self.card.name))
        return answers


def follow(cells: Sequence[SightingsCell], duration: float, check: Callable[[], None]) -> list[Followed]:
    """All that can be followed through the cells; `check` may raise to stop."""
    tracker = Tracker()
    things: list[Followed] = []
    for instant in instants(cells):
        tracker.feed(instant)
        things += [followed(trail) for trail in tracker.drain()]
        check()
    tracker.flush(duration)
    return things + [followed(trail) for trail in tracker.drain()]


def answer(phrase: Phrase, things: Sequence[Followed], given: TrackingInput, model: str) -> TrackingOutput:
    """Tracks and moments of the things that match, and of the best near misses."""
    found = match(phrase, [one.thing for one in things])
    missed = [m for m in found if m.score < CANDIDATE and m.parts[0].score >= KIND][:NEAR_MISSES]
    chosen = sorted(
        [m for m in found if m.score >= CANDIDATE] + missed, key=lambda m: (things[m.thing].thing.times[0], m.thing)
    )
    duration = given.video.probe.duration
    tracks = [track(m, things[m.thing], duration) for m in chosen]
    return TrackingOutput(
        tracks=tuple(tracks),
        moments=tuple(_moment(m, path, given.phrase, model) for m, path in zip(chosen, tracks, strict=True)),
    )


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
