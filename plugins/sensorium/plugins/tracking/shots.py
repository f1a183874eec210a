"""The shots of a video: things are followed within one, and what one shows tells nothing of another.

So an answer for some spans needs to look at the shots that meet them and no others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sensorium.core.tasks import SHOT_BOUNDARY_DETECTION
from sensorium.core.tasks.shots import ShotsInput

if TYPE_CHECKING:
    from sensorium.core.model import Job
    from sensorium.core.values import TimeSpan, Video


@dataclass(frozen=True)
class Shots:
    """Shots tile a video, in order of time."""

    spans: tuple[TimeSpan, ...]

    def index(self, time: float) -> int:
        """Which shot an instant lies in; the first or the last for one outside all."""
        return max(0, bisect_right(self.spans, time, key=lambda span: span.start) - 1)

    def meeting(self, within: Sequence[TimeSpan] | None) -> tuple[TimeSpan, ...] | None:
        """The shots that meet `within`; None where that is all of them."""
        if within is None:
            return None
        return self.only(i for i, shot in enumerate(self.spans) if any(shot.meets(part) for part in within))

    def only(self, indices: Iterable[int]) -> tuple[TimeSpan, ...] | None:
        """Some of the shots; None where that is all of them."""
        chosen = sorted(set(indices))
        return None if len(chosen) == len(self.spans) else tuple(self.spans[i] for i in chosen)


async def shots_of(job: Job[Any], video: Video) -> Shots:
    """The shots of a video; one over everything where nobody can tell."""
    answer = await job.ask(SHOT_BOUNDARY_DETECTION, ShotsInput(video=video))
    return Shots(answer.shots or (video.whole,))
