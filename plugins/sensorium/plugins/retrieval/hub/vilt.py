"""ViLT, one tower over words and patches (Kim et al. 2021, arXiv 2102.03334): matching, and masked words.

Its pictures are batched only where they are of one size: padded ones it samples at random.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files, repo_weights
from sensorium.core.checkpoints.pictures import look, pillow
from sensorium.core.errors import RequestError
from sensorium.plugins.retrieval.hub.masked import Masked
from sensorium.plugins.retrieval.hub.matching import Matching, Pair
from sensorium.plugins.vqa.hub.vilt import FILES, WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.model import Job, LoadContext
    from sensorium.core.tasks.matching import MaskedInput

RUNS_ON = (
    RunsOn("cuda", "bfloat16", bytes=260 << 20, bytes_each=64 << 20, max_batch=16),
    RunsOn("cpu", "float32", bytes=520 << 20, bytes_each=64 << 20, max_batch=8),
)


def _card(name: str, note: str) -> Card:
    repo = f"dandelin/{name}"
    return Card(
        name,
        "1",
        "Apache-2.0",
        runs_on=RUNS_ON,
        weights=(*repo_files(repo, *FILES), repo_weights(repo)),
        languages=("en",),
        repeats=1e-4,
        profile="hub",
        note=f"{note} {UNREAD}",
    )


class ViltMatching(Matching):
    """Trained to rank one fitting text above others, so its score orders better than it measures."""

    card = _card("vilt-b32-finetuned-coco", "118 M parameters; the score is a sigmoid of its ranking, not calibrated.")

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("ViltForImageAndTextRetrieval")
        self._pictures = self._checkpoint.part("ViltImageProcessor")
        self._tokenizer = self._checkpoint.part("BertTokenizer")

    def probabilities(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        words = self._tokenizer(
            [pair.text for pair in pairs], padding=True, truncation=True, max_length=WORDS, return_tensors="pt"
        )
        pictures = self._pictures(images=pillow([pair.picture for pair in pairs]), return_tensors="pt")
        logits = self._model(**self._checkpoint.tensors({**words, **pictures})).logits
        return np.asarray(logits[:, 0].float().sigmoid().cpu().numpy(), np.float32)


class ViltMasked(Masked):
    """Looks at the picture to tell which word is missing."""

    card = _card("vilt-b32-mlm", "118 M parameters.")
    longest = WORDS

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("ViltForMaskedLM")
        self._pictures = self._checkpoint.part("ViltImageProcessor")
        self._tokenizer = self._checkpoint.part("BertTokenizer")

    def logits(self, job: Job[MaskedInput], words: Any) -> Any:
        """Of the words alone: the patches follow them in the model's output."""
        if job.input.image is None:
            raise RequestError(
                "looks at a picture and was given none", where="image", fix="give an image, or use bert-base-uncased"
            )
        pictures = self._pictures(images=pillow([look(job, job.input.image)]), return_tensors="pt")
        logits = self._model(**self._checkpoint.tensors({**words, **pictures})).logits
        return logits[0, : words["input_ids"].shape[1]]
