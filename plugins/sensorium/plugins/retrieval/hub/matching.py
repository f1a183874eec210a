"""What single towers share that tell whether a text fits a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.checkpoints.pictures import WHOLE, whole
from sensorium.core.model import WindowModel
from sensorium.core.tasks.matching import IMAGE_TEXT_MATCHING, MatchingInput, MatchingOutput
from sensorium.core.values import Evidence, Moment
from sensorium.plugins.grounding.likelihood import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sensorium.core.sees import Window


class Pair(NamedTuple):
    """A picture (height, width, 3) RGB and the text that is held against it."""

    picture: NDArray[np.uint8]
    text: str


class Matching(WindowModel[MatchingInput, MatchingOutput, Pair, NDArray[np.float32]]):
    """Looks at picture and words together, so a text costs a pass of its own: for ranking anew what towers found."""

    task = IMAGE_TEXT_MATCHING
    sees = WHOLE
    depends_on = ("text",)

    def probabilities(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """How probable it is that each text fits its picture; the pictures are of one size."""
        raise NotImplementedError

    def prepare(self, window: Window, given: MatchingInput) -> Pair:
        return Pair(whole(window), given.text)

    def forward(self, units: Sequence[Pair]) -> Sequence[NDArray[np.float32]]:
        return list(self.probabilities(units).reshape(-1, 1))

    def read(self, raw: NDArray[np.float32], window: Window, given: MatchingInput) -> MatchingOutput:
        score = float(np.clip(raw[0], 0.0, 1.0))
        evidence = Evidence(clause=f'scene("{given.text}")', model=self.card.name, score=score, span=window.cell)
        moment = Moment(span=window.cell, score=score, label=given.text, state=state_of(score), evidence=(evidence,))
        return MatchingOutput(score=score, moments=(moment,))
