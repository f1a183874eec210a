"""florence-community/Florence-2-large-ft asked to ground a phrase: it writes boxes as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card
from sensorium.core.checkpoints import UNREAD, Checkpoint
from sensorium.plugins.captioning.hub.florence2 import RUNS_ON, WEIGHTS, Florence2
from sensorium.plugins.grounding.hub.seeking import Seeking, Sights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.model import LoadContext

WORDS = 256


class Florence2Grounding(Seeking):
    """Good at referring expressions; it takes for granted that what it is asked for is there."""

    mark = "<CAPTION_TO_PHRASE_GROUNDING>"
    calibration = (0.5, 0.15)
    card = Card(
        "florence-2-large-ft-grounding",
        "1",
        "MIT",
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"0.8 B parameters; a box is as probable as the words that write it, which is no fit. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._florence = Florence2(Checkpoint(context, self.card))

    def seek(self, pictures: Sequence[NDArray[np.uint8]], words: Sequence[tuple[str, ...]]) -> Sequence[Sights]:
        return [self._look(picture, sought) for picture, sought in zip(pictures, words, strict=True)]

    def _look(self, picture: NDArray[np.uint8], sought: tuple[str, ...]) -> Sights:
        height, width = picture.shape[:2]
        boxes, scores = [], []
        for number, word in enumerate(sought):
            said = self._florence.tell([picture], f"{self.mark} {word}", WORDS)[0]
            told = self._florence.processor.post_process_generation(
                said.text, task=self.mark, image_size=(width, height)
            )
            for box in told[self.mark]["bboxes"]:
                boxes.append(np.array(box, np.float32) / np.array([width, height, width, height], np.float32))
                scores.append(np.eye(len(sought), dtype=np.float32)[number] * said.score)
        return Sights(np.array(boxes, np.float32).reshape(-1, 4), np.array(scores, np.float32).reshape(-1, len(sought)))
