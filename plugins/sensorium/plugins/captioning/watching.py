"""What the other tasks see of a medium, as scenes: one for a picture, one for each shot of a film."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sensorium.core.tasks.captioning import CaptioningInput
from sensorium.core.tasks.motion import Event, EventsInput
from sensorium.core.tasks.reading import TextLine
from sensorium.core.tasks.tracking import OBJECT_TRACKING, TrackingInput
from sensorium.core.values import Image, TimeSpan, Track, Video
from sensorium.plugins.captioning.scene import Item, Scene, composed
from sensorium.plugins.grounding.labels import ANIMALS, ROAD_VEHICLES, VEHICLES
from sensorium.plugins.tracking.shots import shots_of
from sensorium.plugins.vqa.colouring import called
from sensorium.plugins.vqa.seeing import Seen, Seer, tracked
from sensorium.plugins.vqa.surroundings import SURROUNDINGS, Region, SurroundingsInput

if TYPE_CHECKING:
    from sensorium.core.model import Job

SURE = 0.6
"""What a thing must be worth to be told of."""

COLOURED = 0.45
"""What a colour must be worth: half of a thing is in the shade."""

SKY, GRASS, GRASS_SHARE = 0.7, 0.9, 0.25
LEGIBLE, LETTERS = 0.85, 3
LASTS = 0.4
"""Share of a shot for which something must be in sight to be told of."""

TOLD = 12
"""Things whose colours are looked at; the rest only count."""

TINTED = VEHICLES | ANIMALS | {
    "person", "couch", "chair", "bed", "umbrella", "kite", "suitcase", "backpack", "handbag", "surfboard",
}  # fmt: skip
"""Kinds that have a colour worth telling; screens and signs have none of their own."""

EVENTS: dict[Event, str] = {
    "turn left": "turning left", "turn right": "turning right", "stop": "stopping", "start": "starting off",
}  # fmt: skip


async def picture(job: Job[CaptioningInput], image: Image) -> Scene:
    """The scene of a picture."""
    seer = Seer(job, image)
    things, lines, regions = await asyncio.gather(
        seer.things("thing"), seer.lines(), job.ask(SURROUNDINGS, SurroundingsInput(media=image))
    )
    items = [_item(seen, seer, number < TOLD) for number, seen in enumerate(things) if seen.score >= SURE]
    return composed(items, _sky(regions.regions), _grass(regions.regions), _words(lines))


async def film(job: Job[CaptioningInput], video: Video) -> list[tuple[TimeSpan, Scene]]:
    """The scene of each shot of a film."""
    seer = Seer(job, video)
    shots = await shots_of(job, video)
    seen, lines, regions = await asyncio.gather(
        job.ask(OBJECT_TRACKING, TrackingInput(video=video, phrase="thing")),
        seer.lines(),
        job.ask(SURROUNDINGS, SurroundingsInput(media=video)),
    )
    told: list[tuple[TimeSpan, Scene]] = []
    for number, shot in enumerate(shots.spans):
        job.check()
        job.progress(number / len(shots.spans))
        tracks = [track for track in seen.tracks if track.score >= SURE and _lasts(track.span, shot)]
        tracks = sorted(tracks, key=_prominence, reverse=True)
        doing = await _doing(job, video, tracks, shot)
        items = [_item(tracked(track), seer, rank < TOLD, doing.get(track.id, "")) for rank, track in enumerate(tracks)]
        here = [region for region in regions.regions if shot.meets(region.span)]
        written = [line for line in lines if line.span and shot.meets(line.span)]
        told.append((shot, composed(items, _sky(here), _grass(here), _words(written))))
    return told


async def _doing(job: Job[CaptioningInput], video: Video, tracks: Sequence[Track], shot: TimeSpan) -> dict[str, str]:
    """What the most prominent road vehicle of a shot does, by its track."""
    from sensorium.core.tasks import TRACK_EVENTS

    movers = tuple(track for track in tracks if track.label in ROAD_VEHICLES)[:1]
    if not movers:
        return {}
    given = [EventsInput(video=video, tracks=movers, event=event) for event in EVENTS]
    answers = await asyncio.gather(*(job.ask(TRACK_EVENTS, one) for one in given))
    rows = [
        (row.score, EVENTS[one.event])
        for one, answer in zip(given, answers, strict=True)
        for row in answer.moments
        if row.state == "verified" and row.span.meets(shot)
    ]
    return {movers[0].id: max(rows)[1]} if rows else {}


def _item(seen: Seen, seer: Seer, look: bool, doing: str = "") -> Item:
    colour = ""
    if look and seen.label in TINTED:
        word, chance = called(seer.colours(seen).tolist(), seen.label)[0]
        colour = word if chance >= COLOURED else ""
    return Item(seen.label, seen.box, seen.score, colour, doing)


def _prominence(track: Track) -> float:
    return track.score * sum(point.box.area for point in track.path) / len(track.path)


def _lasts(span: TimeSpan, shot: TimeSpan) -> bool:
    shared = span.cut(shot)
    return shared is not None and shared.seconds >= LASTS * shot.seconds


def _sky(regions: Sequence[Region]) -> str:
    sure = [region for region in regions if region.name == "sky" and region.score >= SKY and region.colours]
    if not sure or 2 * len(sure) < len({region.span for region in regions}):
        return ""
    return max(sure, key=lambda region: region.score).colours[0][0]


def _grass(regions: Sequence[Region]) -> bool:
    sure = [each for each in regions if each.name == "grass" and each.score >= GRASS and each.share >= GRASS_SHARE]
    return bool(sure) and 2 * len(sure) >= len({region.span for region in regions})


def _words(lines: Sequence[TextLine]) -> list[str]:
    """Lines read well enough to be quoted, the largest first."""
    sure = [line for line in lines if line.score >= LEGIBLE and sum(c.isalnum() for c in line.text) >= LETTERS]
    return [line.text for line in sorted(sure, key=lambda line: -line.box.area)]
