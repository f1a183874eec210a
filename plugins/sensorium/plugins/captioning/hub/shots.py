"""The shots of a video, for a model that holds a device and so may not ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sensorium.core.errors import SensoriumError
from sensorium.plugins.shots.model import ShotBoundaries, Watching
from sensorium.plugins.shots.spotter import Spotter

if TYPE_CHECKING:
    from sensorium.core.model import Job
    from sensorium.core.values import TimeSpan, Video


def shots_of(job: Job[Any], video: Video) -> tuple[TimeSpan, ...]:
    """The shots that tile a video, seen here by the detector of cuts itself: it needs no weights."""
    detector = ShotBoundaries()
    fps = video.probe.video.fps if video.probe.video else 0.0
    state = Watching(Spotter(fps), video.whole.start, video.whole.end)
    shots: list[TimeSpan] = []
    for window in job.read(video, ShotBoundaries.sees):
        for step in detector.feed([(state, window)]):
            if isinstance(step, SensoriumError):
                raise step
            shots += step[0].shots
    return (*shots, *detector.close(state).shots)
