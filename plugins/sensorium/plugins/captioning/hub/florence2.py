"""florence-community/Florence-2-large-ft (Xiao et al. 2023, arXiv 2311.06242), the form that needs no remote code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, repo_files
from sensorium.core.checkpoints.generation import Said, generated
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.captioning.hub.captioner import Captioner

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sensorium.core.model import LoadContext

REPO = "florence-community/Florence-2-large-ft"
WEIGHTS = repo_files(
    REPO,
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "preprocessor_config.json",
    "processor_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
)
RUNS_ON = (
    RunsOn("cuda", "bfloat16", bytes=1700 << 20, bytes_each=160 << 20, max_batch=8),
    RunsOn("cpu", "float32", bytes=3400 << 20, bytes_each=160 << 20, max_batch=2),
)
BEAMS = 3


class Florence2:
    """Florence-2 told by a task mark what to say of a picture."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._model = checkpoint.model("Florence2ForConditionalGeneration")
        self.processor: Any = checkpoint.part("Florence2Processor")

    def tell(self, pictures: Sequence[NDArray[np.uint8]], prompt: str, words: int) -> list[Said]:
        """The raw words for one prompt over pictures, marks of places among them."""
        made = self.processor(images=pillow(pictures), text=[prompt] * len(pictures), return_tensors="pt")
        given = self._checkpoint.tensors(made)
        return generated(self._model, given, self._words, max_new_tokens=words, num_beams=BEAMS)

    def _words(self, ids: object) -> list[str]:
        return list(self.processor.batch_decode(ids, skip_special_tokens=False))


class Florence2Captioner(Captioner):
    """A sentence or two in English, with detail."""

    card = Card(
        "florence-2-large-ft-captions",
        "1",
        "MIT",
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"0.8 B parameters. {UNREAD}",
    )
    mark = "<DETAILED_CAPTION>"

    def load(self, context: LoadContext) -> None:
        self._florence = Florence2(Checkpoint(context, self.card))

    def describe(self, pictures: Sequence[NDArray[np.uint8]]) -> Sequence[Said]:
        told = self._florence.tell(pictures, self.mark, 96)
        return [said._replace(text=self._plain(said.text)) for said in told]

    def _plain(self, raw: str) -> str:
        found = self._florence.processor.post_process_generation(raw, task=self.mark, image_size=(1, 1))[self.mark]
        return str(found).replace("<pad>", "").strip()
