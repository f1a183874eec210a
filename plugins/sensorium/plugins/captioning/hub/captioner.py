"""What captioners share: which pictures are described, and how their sentences become an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sensorium.core.checkpoints.pictures import look
from sensorium.core.media.kind import frame_of
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.captioning import IMAGE_CAPTIONING, CaptioningInput, CaptioningOutput, ShotCaption
from sensorium.core.values import TimeSpan, Video
from sensorium.plugins.captioning.hub.shots import shots_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sensorium.core.checkpoints.generation import Said
    from sensorium.core.errors import SensoriumError

AT_ONCE = 8
"""Pictures described in one batch: a film of a thousand shots must not fill the memory."""
SPOKEN = 3
"""Shots whose captions make up the caption of a video."""


class Shown(NamedTuple):
    """A picture to describe and the shot it stands for."""

    job: Job[CaptioningInput]
    shot: TimeSpan | None
    picture: NDArray[np.uint8]


class Captioner(CallModel[CaptioningInput, CaptioningOutput]):
    """Describes pictures in batches, across requests."""

    task = IMAGE_CAPTIONING

    def describe(self, pictures: Sequence[NDArray[np.uint8]]) -> Sequence[Said]:
        """A sentence for each RGB picture."""
        raise NotImplementedError

    def run(self, jobs: Sequence[Job[CaptioningInput]]) -> Sequence[CaptioningOutput | SensoriumError]:
        told: dict[int, list[ShotCaption | Said]] = {id(job): [] for job in jobs}
        batch: list[Shown] = []
        for shown in _pictures(jobs):
            batch.append(shown)
            if len(batch) == AT_ONCE:
                self._tell(batch, told)
        self._tell(batch, told)
        return [_answer(told[id(job)]) for job in jobs]

    def _tell(self, batch: list[Shown], told: dict[int, list[ShotCaption | Said]]) -> None:
        if not batch:
            return
        for shown, said in zip(batch, self.describe([shown.picture for shown in batch]), strict=True):
            row = said if shown.shot is None else ShotCaption(span=shown.shot, text=said.text, score=said.score)
            told[id(shown.job)].append(row)
        batch.clear()


def _pictures(jobs: Sequence[Job[CaptioningInput]]) -> Iterator[Shown]:
    """Each picture, and of each video the middle of every shot, read when it is wanted."""
    for job in jobs:
        media = job.input.media
        if not isinstance(media, Video):
            yield Shown(job, None, look(job, media))
            continue
        shots = shots_of(job, media)
        for number, shot in enumerate(shots):
            job.progress(number / len(shots), "describing shots")
            yield Shown(job, shot, look(job, frame_of(media, (shot.start + shot.end) / 2)))


def _answer(told: Sequence[ShotCaption | Said]) -> CaptioningOutput:
    shots = tuple(row for row in told if isinstance(row, ShotCaption))
    if not shots:
        return CaptioningOutput(caption=told[0].text, score=told[0].score)
    distinct = list(dict.fromkeys(row.text for row in sorted(shots, key=lambda row: row.span.start - row.span.end)))
    score = min(row.score for row in shots if row.text in distinct[:SPOKEN])
    return CaptioningOutput(caption="; then ".join(_in_order(distinct[:SPOKEN], shots)), score=score, shots=shots)


def _in_order(texts: Sequence[str], shots: Sequence[ShotCaption]) -> list[str]:
    order = list(dict.fromkeys(row.text for row in shots))
    return sorted(texts, key=order.index)
