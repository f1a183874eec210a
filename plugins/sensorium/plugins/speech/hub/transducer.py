"""nvidia/parakeet-tdt-0.6b-v3: a FastConformer with a token-and-duration transducer, 25 European languages, fast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files
from sensorium.core.model import LoadContext
from sensorium.plugins.speech.hub.writing import RATE, Said, Writer, WritingInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPO = "nvidia/parakeet-tdt-0.6b-v3"
LANGUAGES = (
    "bg", "hr", "cs", "da", "nl", "en", "et", "fi", "fr", "de", "el", "hu", "it", "lv", "lt", "mt", "pl", "pt", "ro",
    "sk", "sl", "es", "sv", "ru", "uk",
)  # fmt: skip


class ParakeetWriter(Writer):
    """One sound after the other; it does not say which language it heard."""

    card = Card(
        "parakeet-tdt-0.6b-v3-writing",
        "1",
        "CC-BY-4.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=1300 << 20, bytes_each=200 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=2600 << 20, bytes_each=400 << 20, max_batch=2),
        ),
        weights=repo_files(
            REPO, "config.json", "generation_config.json", "model.safetensors", "processor_config.json",
            "tokenizer.json", "tokenizer_config.json",
        ),
        languages=LANGUAGES,
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note="627 M parameters. Licence as its public repository states it; not read again here.",
    )  # fmt: skip

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("ParakeetForTDT")
        self._processor: Any = self._checkpoint.part("ParakeetProcessor")

    def write(self, sounds: Sequence[NDArray[np.float32]], given: WritingInput) -> Sequence[Said]:
        """Greedy decoding."""
        return [Said(self._text(sound), given.language) for sound in sounds]

    def _text(self, sound: NDArray[np.float32]) -> str:
        made = self._processor(audio=[sound], sampling_rate=RATE)
        with library("torch").inference_mode():
            told = self._model.generate(**self._checkpoint.tensors(made), return_dict_in_generate=True)
        return str(self._processor.batch_decode(told.sequences, skip_special_tokens=True)[0]).strip()
