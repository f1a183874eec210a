"""From things seen in a picture to the answer to a phrase: what matches, and the nearest misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.tasks.grounding import GroundingOutput
from sensorium.core.values import Box, Detection, Evidence, Moment
from sensorium.plugins.grounding.likelihood import CANDIDATE, state_of
from sensorium.plugins.grounding.matching import Match, Thing, match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.sees import Window
    from sensorium.plugins.grounding.phrase import Phrase

NEAR_MISSES = 5


def answer(
    phrase: Phrase, things: Sequence[Thing], boxes: Sequence[Box], window: Window, clause: str, model: str
) -> GroundingOutput:
    """Detections and moments of the things that match `phrase`, and moments of the best near misses.

    `boxes` are the things' in the upright picture; `clause` is the phrase as it was given.
    """
    found = match(phrase, things)
    kept = [m for m in found if m.score >= CANDIDATE]
    missed = [m for m in found if m.score < CANDIDATE and m.parts[0].score >= CANDIDATE][:NEAR_MISSES]
    return GroundingOutput(
        detections=tuple(Detection(box=boxes[m.thing], label=m.label, score=m.score) for m in kept),
        moments=tuple(_moment(m, boxes[m.thing], window, clause, model) for m in kept + missed),
    )


def restored(box: NDArray[np.float32], window: Window) -> Box:
    """A box given as fractions of the fitted frame, in the upright picture."""
    x0, y0, x1, y1 = (float(value) for value in np.clip(box.astype(np.float64), 0.0, 1.0))
    return window.restore(Box(x0=x0, y0=y0, x1=x1, y1=y1))


def _moment(found: Match, box: Box, window: Window, clause: str, model: str) -> Moment:
    evidence = Evidence(
        clause=f'obj("{clause}")',
        text=found.text,
        model=model,
        score=found.score,
        span=window.cell,
        boxes=((window.cell.start, box),),
    )
    return Moment(
        span=window.cell, score=found.score, label=found.label, state=state_of(found.score), evidence=(evidence,)
    )
