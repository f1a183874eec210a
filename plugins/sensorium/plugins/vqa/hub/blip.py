"""Salesforce/blip-vqa-base (Li et al. 2022, arXiv 2201.12086)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files, repo_weights
from sensorium.core.checkpoints.generation import generated
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.captioning.hub.blip import FILES
from sensorium.plugins.vqa.hub.asking import Answering

if TYPE_CHECKING:
    from sensorium.core.model import LoadContext
    from sensorium.plugins.captioning.hub.chat import Frames

REPO = "Salesforce/blip-vqa-base"
WORDS = 10


class BlipAnswers(Answering):
    """A word or two."""

    card = Card(
        "blip-vqa-base",
        "1",
        "BSD-3-Clause",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=820 << 20, bytes_each=80 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=1640 << 20, bytes_each=80 << 20, max_batch=8),
        ),
        weights=(*repo_files(REPO, *FILES), repo_weights(REPO)),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"361 M parameters. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("BlipForQuestionAnswering")
        self._processor = self._checkpoint.part("BlipProcessor")

    def guesses(self, shown: Frames, question: str) -> dict[str, float]:
        """What it says of each frame, and the frames' share that it says so of, weighed by how sure it is.

        A batch holds one question only: the decoder would read another's padding.
        """
        pictures = pillow(list(shown.pictures))
        made = self._processor(
            images=pictures, text=[question] * len(pictures), truncation=True, max_length=64, return_tensors="pt"
        )
        said = generated(_Answerer(self._model), self._checkpoint.tensors(made), self._words, max_new_tokens=WORDS)
        found: dict[str, float] = {}
        for one in said:
            found[one.text] = found.get(one.text, 0.0) + one.score / len(said)
        return found

    def _words(self, ids: object) -> list[str]:
        return list(self._processor.batch_decode(ids, skip_special_tokens=True))


class _Answerer:
    """BLIP generates with the whole model and scores with its decoder, under one roof here."""

    def __init__(self, model: Any) -> None:
        self.generate = model.generate
        self.compute_transition_scores = model.text_decoder.compute_transition_scores
