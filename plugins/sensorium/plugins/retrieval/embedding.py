"""The image_text_embedding model: pictures placed among sentences by the names of what is recognised in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees
from sensorium.core.tasks.matching import IMAGE_TEXT_EMBEDDING, EmbeddingInput, EmbeddingOutput
from sensorium.plugins.grounding.picture import content
from sensorium.plugins.retrieval.seeing import WEIGHTS, Eye, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sensorium.core.sees import Window

SPACE = "conse-minilm-1"
SEES = Sees(every=0.0, fps=1, size=(640, 640), fit="pad")
LICENCE = "Apache-2.0 AND BSD-3-Clause"
RUNS_ON = (RunsOn("cpu", "int8", bytes=220 << 20, bytes_each=8 << 20, max_batch=16),)
FALLBACK = (
    "no picture-text model: a picture is known by the 80 things of COCO, their colours and the 1000 classes of "
    "ImageNet recognised in it"
)


class LabelSpace(CallModel[EmbeddingInput, EmbeddingOutput]):
    """Texts are placed by MiniLM, pictures where their names are."""

    task = IMAGE_TEXT_EMBEDDING
    card = Card(
        "conse-minilm",
        "1.0.0",
        LICENCE,
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        languages=("en", "zh"),
        fallback=FALLBACK,
        note="Chinese texts are read word for word through a list of some 480 lines.",
    )
    space: ClassVar[str] = SPACE

    def load(self, context: LoadContext) -> None:
        self._eye = Eye(context.weights(), context.threads)

    def run(self, jobs: Sequence[Job[EmbeddingInput]]) -> Sequence[EmbeddingOutput | SensoriumError]:
        return [self._one(job) for job in jobs]

    def of_picture(self, seen: Seen) -> NDArray[np.float32]:
        """The unit vector of a picture."""
        return seen.vector

    def of_text(self, read: NDArray[np.float32]) -> NDArray[np.float32]:
        """The unit vector of a text, from its sentence vector."""
        return read

    def _one(self, job: Job[EmbeddingInput]) -> EmbeddingOutput | SensoriumError:
        job.check()
        given = job.input
        if (given.image is None) == (not given.text.strip()):
            return BadInput("takes a picture or a text", where=IMAGE_TEXT_EMBEDDING.name, fix="give one of the two")
        if given.image is None:
            return self._output(self.of_text(self._eye.read(given.text)), "")
        try:
            seen = self._eye.see(pixels(job.read(given.image, SEES)))
        except BadInput as error:
            return error
        return self._output(self.of_picture(seen), seen.text)

    def _output(self, vector: NDArray[np.float32], text: str) -> EmbeddingOutput:
        return EmbeddingOutput(space=self.space, vector=tuple(float(value) for value in vector), text=text)


def pixels(windows: Iterable[Window]) -> NDArray[np.uint8]:
    """The picture in the one window of SEES (height, width, 3), upright, at most 640 on a side."""
    for window in windows:
        rows, columns = content(window)
        return np.ascontiguousarray(window.frames[0, rows, columns])
    raise BadInput("has no picture", where="image", fix="give another file")
