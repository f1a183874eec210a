"""Following what any words describe: Grounding DINO finds it, SAM 2.1 follows it (Ravi et al. 2024, arXiv 2408.00714).

Each window of a shot begins with a look: what is followed already keeps its number where a found box lies on it, what
is new gets one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, UNREAD, Checkpoint, repo_files
from sensorium.core.content import content
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees
from sensorium.core.tasks.tracking import OBJECT_TRACKING, TrackingInput, TrackingOutput
from sensorium.plugins.captioning.hub.shots import shots_of
from sensorium.plugins.grounding.answer import restored
from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.grounding.described import describe
from sensorium.plugins.grounding.hub.dino import CALIBRATION, DinoDetector
from sensorium.plugins.grounding.hub.dino import FILES as DINO
from sensorium.plugins.grounding.hub.seeking import distinct
from sensorium.plugins.grounding.likelihood import CANDIDATE, logistic
from sensorium.plugins.grounding.matching import Thing
from sensorium.plugins.grounding.suppression import overlaps
from sensorium.plugins.tracking.following import Followed
from sensorium.plugins.tracking.hub.masklets import Sam2
from sensorium.plugins.tracking.model import answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sensorium.core.errors import SensoriumError
    from sensorium.core.sees import Window
    from sensorium.core.values import TimeSpan

FILES = (
    "config.json",
    "model.safetensors",
    "preprocessor_config.json",
    "processor_config.json",
    "video_preprocessor_config.json",
)
SEES = Sees(every=8.0, fps=4, size=(640, 480), fit="pad")
MOST = 16
"""Things followed at once."""
SAME = 0.5
"""Overlap from which a found box is a thing that is followed already."""


@dataclass
class Trail:
    """A thing being followed. `chances` are the probabilities of each word, a row a look; `last` is its last box."""

    number: int
    last: NDArray[np.float64]
    chances: list[NDArray[np.float64]]
    times: list[float] = field(default_factory=list)
    boxes: list[NDArray[np.float64]] = field(default_factory=list)
    lost: bool = False


class Shown(NamedTuple):
    """The frames (n, height, width, 3) of a window that lie in a shot, their times (n,), and where they lie in it."""

    window: Window
    frames: NDArray[np.uint8]
    times: NDArray[np.float64]
    rect: NDArray[np.float64]


class DescribedTracking(CallModel[TrackingInput, TrackingOutput]):
    """Knows any nouns; sizes, sides, order and relations are decided over the tracks."""

    task = OBJECT_TRACKING
    calibration: ClassVar[tuple[float, float]] = CALIBRATION
    card = Card(
        "sam2.1-grounding-dino-tracking",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=1000 << 20, bytes_each=1600 << 20, max_batch=2),
            RunsOn("cpu", "float32", bytes=1000 << 20, bytes_each=1600 << 20, max_batch=2),
        ),
        weights=(
            *repo_files("facebook/sam2.1-hiera-tiny", *FILES, folder="sam2"),
            *repo_files("IDEA-Research/grounding-dino-tiny", *DINO, folder="dino"),
        ),
        languages=("en",),
        repeats=2e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"SAM 2.1 Hiera-T (39 M), Grounding DINO tiny (172 M); scores mapped by its threshold, no fit. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._detector = DinoDetector(Checkpoint(context, self.card, "dino"), "GroundingDinoForObjectDetection")
        self._sam = Sam2(context, Checkpoint(context, self.card, "sam2"))

    def run(self, jobs: Sequence[Job[TrackingInput]]) -> Sequence[TrackingOutput | SensoriumError]:
        return [self._track(job) for job in jobs]

    def _track(self, job: Job[TrackingInput]) -> TrackingOutput:
        told = describe(job.input.phrase)
        shots = shots_of(job, job.input.video)
        things: list[Followed] = []
        for number, shot in enumerate(shots):
            job.progress(number / len(shots), "following through shots")
            trails: list[Trail] = []
            for shown in _frames(job, shot):
                self._look(shown, told.sought, trails)
                self._follow(job, shown, [trail for trail in trails if not trail.lost])
            things += [_followed(trail, number, shot, told.sought) for trail in trails if trail.times]
        return answer(told.phrase, things, job.input, self.card.name)

    def _look(self, shown: Shown, words: tuple[str, ...], trails: list[Trail]) -> None:
        """Find things in the first frame, and number those that are new."""
        found = distinct(self._detector.seek([shown.frames[0]], [words])[0])
        for box, scores in zip(found.boxes, found.scores, strict=True):
            chances = np.array([logistic(float(score), *self.calibration) for score in scores])
            live = [trail for trail in trails if not trail.lost]
            if same := _under(box, live):
                same.chances.append(chances)
            elif chances.max() >= CANDIDATE and len(live) < MOST:
                trails.append(Trail(len(trails) + 1, box.astype(np.float64), [chances]))

    def _follow(self, job: Job[TrackingInput], shown: Shown, trails: Sequence[Trail]) -> None:
        """Carry the trails through the window; what is out of sight at its end is lost."""
        if not trails:
            return
        found = self._sam.follow(shown.frames, np.stack([trail.last for trail in trails]), job.check)
        for number, trail in enumerate(trails):
            for time, box, seen in zip(shown.times, found.boxes[:, number], found.seen[:, number], strict=True):
                if seen:
                    trail.times.append(float(time))
                    trail.boxes.append(_placed(box, shown))
            trail.lost = not bool(found.seen[-1, number])
            trail.last = found.boxes[-1, number]


def _frames(job: Job[TrackingInput], shot: TimeSpan) -> Iterator[Shown]:
    """The windows of a shot, each with its own frames alone."""
    for window in job.read(job.input.video.part(shot), SEES):
        start, end = max(shot.start, window.cell.start), min(shot.end, window.cell.end)
        own = np.flatnonzero((window.times >= start) & (window.times < end))
        if not len(own):
            continue
        rows, columns = content(window)
        height, width = window.frames.shape[1:3]
        rect = np.array([columns.start / width, rows.start / height, columns.stop / width, rows.stop / height])
        yield Shown(window, np.ascontiguousarray(window.frames[own][:, rows, columns]), window.times[own], rect)


def _under(box: NDArray[np.float32], trails: Sequence[Trail]) -> Trail | None:
    """The trail that a found box lies on."""
    if not trails:
        return None
    shared = overlaps(box, np.stack([trail.last for trail in trails]).astype(np.float32))
    best = int(shared.argmax())
    return trails[best] if float(shared[best]) >= SAME else None


def _placed(box: NDArray[np.float64], shown: Shown) -> NDArray[np.float64]:
    """A box of the shown part as fractions of the upright picture."""
    fitted = box * np.tile(shown.rect[2:] - shown.rect[:2], 2) + np.tile(shown.rect[:2], 2)
    placed = restored(fitted.astype(np.float32), shown.window)
    return np.array([placed.x0, placed.y0, placed.x1, placed.y1])


def _followed(trail: Trail, shot: int, span: TimeSpan, words: tuple[str, ...]) -> Followed:
    """A trail summed up: each word as probable as at its best look."""
    best = np.max(np.stack(trail.chances), axis=0)
    chances = {word: float(chance) for word, chance in zip(words, best, strict=True)}
    thing = Thing(chances, np.zeros(len(COLOURS), np.float32), np.array(trail.times), np.stack(trail.boxes))
    scores = np.full(len(trail.times), best.max(), np.float32)
    return Followed(f"{shot + 1}.{trail.number}", thing, scores, span.start, None if trail.lost else span.end)
