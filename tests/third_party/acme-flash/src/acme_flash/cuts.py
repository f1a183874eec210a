"""A rival for shot_boundary_detection that looks at brightness alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sensorium.core import CallModel, Card, Job, Sees, SensoriumError, TimeSpan
from sensorium.core.tasks.shots import SHOT_BOUNDARY_DETECTION, ShotsInput, ShotsOutput

JUMP = 0.3


class BrightnessCuts(CallModel[ShotsInput, ShotsOutput]):
    """A cut wherever brightness jumps; weaker than a real one, and says so."""

    task = SHOT_BOUNDARY_DETECTION
    card = Card("acme/brightness-cuts", "1", "MIT", fallback="cuts between equally bright shots are missed")

    def run(self, jobs: Sequence[Job[ShotsInput]]) -> Sequence[ShotsOutput | SensoriumError]:
        return [self._cut(job) for job in jobs]

    def _cut(self, job: Job[ShotsInput]) -> ShotsOutput:
        whole = job.input.video.whole
        before: float | None = None
        cuts: list[float] = []
        for window in job.read(job.input.video, Sees(every=1.0, fps=8, size=(32, 18), fit="stretch")):
            for time, picture in zip(window.times, window.frames, strict=True):
                brightness = float(picture.mean()) / 255
                if before is not None and abs(brightness - before) > JUMP and whole.start < time < whole.end:
                    cuts.append(float(time))
                before = brightness
        edges = [whole.start, *cuts, whole.end]
        shots = tuple(TimeSpan(start=a, end=b) for a, b in pairwise(edges))
        return ShotsOutput(shots=shots, cuts=tuple(cuts))
