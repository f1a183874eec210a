"""google-bert/bert-base-uncased (Devlin et al. 2018, arXiv 1810.04805): masked words of a text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files
from sensorium.plugins.retrieval.hub.masked import Masked

if TYPE_CHECKING:
    from sensorium.core.model import Job, LoadContext
    from sensorium.core.tasks.matching import MaskedInput

REPO = "google-bert/bert-base-uncased"


class BertMasked(Masked):
    """Knows words only; a picture that is given is not looked at."""

    card = Card(
        "bert-base-uncased",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=240 << 20, bytes_each=16 << 20, max_batch=32),
            RunsOn("cpu", "float32", bytes=460 << 20, bytes_each=16 << 20, max_batch=16),
        ),
        weights=repo_files(
            REPO, "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt"
        ),
        languages=("en",),
        repeats=1e-4,
        profile="hub",
        fallback="the words alone were read: this model does not look at the picture",
        note=f"110 M parameters. {UNREAD}",
    )
    longest = 512

    def load(self, context: LoadContext) -> None:
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("BertForMaskedLM")
        self._tokenizer = self._checkpoint.part("BertTokenizer")

    def logits(self, job: Job[MaskedInput], words: Any) -> Any:
        return self._model(**self._checkpoint.tensors(words)).logits[0]
