"""dandelin/vilt-b32-finetuned-vqa, one tower over words and patches (Kim et al. 2021, arXiv 2102.03334)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files, repo_weights
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.vqa.hub.asking import KEPT, Answering

if TYPE_CHECKING:
    from sensorium.core.model import LoadContext
    from sensorium.plugins.captioning.hub.chat import Frames

REPO = "dandelin/vilt-b32-finetuned-vqa"
FILES = ("config.json", "preprocessor_config.json", "tokenizer_config.json", "vocab.txt")
"""What the repositories of ViLT hold beside their weights."""
WORDS = 40


class ViltAnswers(Answering):
    """The likeliest of the 3 129 answers of VQAv2."""

    card = Card(
        "vilt-b32-finetuned-vqa",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=260 << 20, bytes_each=64 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=520 << 20, bytes_each=64 << 20, max_batch=8),
        ),
        weights=(*repo_files(REPO, *FILES), repo_weights(REPO)),
        languages=("en",),
        repeats=1e-4,
        profile="hub",
        note=f"118 M parameters, a closed list of answers. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("ViltForQuestionAnswering")
        self._pictures = self._checkpoint.part("ViltImageProcessor")
        self._tokenizer = self._checkpoint.part("BertTokenizer")

    def guesses(self, shown: Frames, question: str) -> dict[str, float]:
        """The mean over the frames of each answer's own probability: it was trained with a sigmoid each."""
        words = self._tokenizer(
            [question] * len(shown.pictures), truncation=True, max_length=WORDS, return_tensors="pt"
        )
        pictures = self._pictures(images=pillow(list(shown.pictures)), return_tensors="pt")
        logits = self._model(**self._checkpoint.tensors({**words, **pictures})).logits.float()
        mean = logits.sigmoid().mean(dim=0)
        best = mean.topk(min(KEPT, len(mean)))
        names = self._model.config.id2label
        return {names[int(k)]: float(p) for p, k in zip(best.values, best.indices, strict=True)}
