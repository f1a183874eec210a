"""What other tasks see, for one question: things, their colours, writing, sky and grass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.errors import Refused, RequestError
from sensorium.core.sees import Sees
from sensorium.core.tasks.grounding import VISUAL_GROUNDING, GroundingInput
from sensorium.core.tasks.reading import OPTICAL_CHARACTER_RECOGNITION, ReadingInput, TextLine
from sensorium.core.tasks.tracking import OBJECT_TRACKING, TrackingInput
from sensorium.core.values import Box, Image, TimeSpan, Track, Video
from sensorium.plugins.grounding.colour import box_colours
from sensorium.plugins.grounding.picture import content
from sensorium.plugins.vqa.surroundings import SURROUNDINGS, Region, SurroundingsInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.model import Job
    from sensorium.core.task import Within

SURE = 0.5
HUB = "choose the hub profile (SENSORIUM_PROFILE=hub), whose models answer freely"
PICTURES = Sees(every=1.0, fps=1, size=(640, 640), fit="pad")


@dataclass(frozen=True)
class Seen:
    """One thing: where it is at `time`, and the span it is in sight; `score` is calibrated."""

    label: str
    score: float
    box: Box
    time: float
    span: TimeSpan


class Seer:
    """One job's questions to the other tasks."""

    def __init__(self, job: Job[Any], media: Image | Video, within: Within = None) -> None:
        self._job = job
        self.media = media
        self.within = within

    async def things(self, phrase: str) -> list[Seen]:
        """What a noun phrase describes, surest first, candidates included. Refused where its noun is not known."""
        try:
            if isinstance(self.media, Video):
                given = TrackingInput(video=self.media, phrase=phrase, within=self.within)
                tracks = (await self._job.ask(OBJECT_TRACKING, given)).tracks
                found = [_tracked(track) for track in tracks if track.score >= 0.25]
                return sorted(found, key=lambda seen: -seen.score)
            answer = await self._job.ask(VISUAL_GROUNDING, GroundingInput(image=self.media, phrase=phrase))
        except RequestError as error:
            raise Refused(f"the detector knows no {phrase!r}", where="question", fix=f"{HUB}; {error.fix}") from error
        whole = self.media.whole
        return [Seen(row.label, row.score, row.box, whole.start, whole) for row in answer.detections]

    async def lines(self) -> tuple[TextLine, ...]:
        """The writing in sight."""
        given = ReadingInput(media=self.media, within=self.within)
        return (await self._job.ask(OPTICAL_CHARACTER_RECOGNITION, given)).lines

    async def region(self, name: str) -> Region | None:
        """The surest stretch of sky or grass."""
        given = SurroundingsInput(media=self.media, within=self.within)
        regions = (await self._job.ask(SURROUNDINGS, given)).regions
        return max((each for each in regions if each.name == name), key=lambda each: each.score, default=None)

    def colours(self, seen: Seen) -> NDArray[np.float32]:
        """Shares (12,) of the colour words in a thing, at the instant it is told for."""
        span = TimeSpan(start=seen.time, end=seen.time + 1e-3)
        within = None if isinstance(self.media, Image) else (span,)
        window = next(iter(self._job.read(self.media, PICTURES, within)))
        rows, columns = content(window)
        box = np.array([seen.box.x0, seen.box.y0, seen.box.x1, seen.box.y1], np.float32)
        return box_colours(window.frames[0, rows, columns], box, clothed=seen.label == "person")


def _tracked(track: Track) -> Seen:
    """The track at whole seconds where it has one, for pictures are read at whole seconds."""
    middle = (track.path[0].time + track.path[-1].time) / 2
    point = min(track.path, key=lambda at: (abs(at.time - round(middle)), at.time))
    return Seen(track.label, track.score, point.box, point.time, track.span)
