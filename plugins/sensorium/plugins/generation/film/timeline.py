"""When each shot is seen: as long as the script says, else as long as it takes to say or to look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sensorium.core.errors import RequestError
from sensorium.core.script import Script, Shot
from sensorium.plugins.generation.film.narration import Narration

LEAD, TAIL = 0.3, 0.35
"""Seconds of a shot before its narration begins and after it ends."""
UNSAID = {"heading": 3.0, "picture": 4.0, "prompt": 4.0, "search": 4.0}
"""Seconds of a shot in which nothing is said; cards last as long as they take to read."""
LONGEST = 4 * 3600.0


class Cut(NamedTuple):
    """A shot in the film: the frame it begins with, how many it has, when its narration begins in it."""

    shot: Shot
    narration: Narration
    scene: int
    opens: bool
    first: int
    frames: int
    lead: float

    def start(self, fps: int) -> float:
        return self.first / fps

    def end(self, fps: int) -> float:
        return (self.first + self.frames) / fps


def cut_list(script: Script, narrations: Sequence[Narration], fps: int) -> list[Cut]:
    """The shots one after another; RequestError names every shot whose narration is longer than the script lets it be.

    A length in the script is a promise: nothing is cut off, nothing is stretched.
    """
    cuts: list[Cut] = []
    late: list[str] = []
    at, rows = 0.0, iter(narrations)
    for number, scene in enumerate(script.scenes):
        for shot in scene.shots:
            narration = next(rows)
            if shot.seconds is not None and narration.seconds > shot.seconds:
                late.append(f"{shot.place} takes {narration.seconds:.1f} s to say, the shot is {shot.seconds:g} s")
            seconds, lead = _length(shot, narration, fps)
            first = round(at * fps)
            at += seconds
            opens = not cuts or cuts[-1].scene != number
            cuts.append(Cut(shot, narration, number, opens, first, max(1, round(at * fps) - first), lead))
    if late:
        needed = "give the shots more time, leave the lengths out, or say less"
        raise RequestError(f"the narration is longer than the shot: {'; '.join(late[:5])}", where="script", fix=needed)
    if at > LONGEST:
        raise RequestError(
            f"the film would last {at / 3600:.1f} hours", where="script", fix="make several films of at most 4 hours"
        )
    return cuts


def _length(shot: Shot, narration: Narration, fps: int) -> tuple[float, float]:
    """Seconds of a shot, and of what passes in it before its narration."""
    if shot.seconds is not None:
        return shot.seconds, min(LEAD, max(0.0, shot.seconds - narration.seconds) / 2)
    if shot.narration:
        return math.ceil((LEAD + narration.seconds + TAIL) * fps) / fps, LEAD
    if narration.seconds:
        return narration.seconds, 0.0
    return UNSAID.get(shot.look.kind) or _reading(shot.look.value), 0.0


def _reading(text: str) -> float:
    words = len(text.split()) + sum("\u2e80" <= letter <= "\u9fff" for letter in text) / 2
    return min(9.0, max(2.5, 1.5 + 0.35 * words))
