"""facebook/wav2vec2-base-960h (Baevski et al. 2020): letters, frame by frame (CTC)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.model import LoadContext
from sensorium.plugins.speech.hub.writing import RATE, Said, Writer, WritingInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPO = "facebook/wav2vec2-base-960h"


class CtcWriter(Writer):
    """One sound after the other: this network normalises over time and was trained without masks, so that padding
    would change what it hears. Word times are its frames'.
    """

    card = Card(
        "wav2vec2-base-960h-writing",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=380 << 20, bytes_each=200 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=380 << 20, bytes_each=200 << 20, max_batch=2),
        ),
        weights=(
            *repo_files(REPO, "config.json", "preprocessor_config.json", "tokenizer_config.json", "vocab.json"),
            repo_weights(REPO),
        ),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note="95 M parameters, capital letters without punctuation. Licence as its public repository states it.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("Wav2Vec2ForCTC", unused=("wav2vec2.masked_spec_embed",))
        self._hears: Any = self._checkpoint.part("Wav2Vec2FeatureExtractor")
        self._tokens: Any = self._checkpoint.part("Wav2Vec2CTCTokenizer")

    def write(self, sounds: Sequence[NDArray[np.float32]], given: WritingInput) -> Sequence[Said]:
        """The likeliest letter of each frame."""
        return [self._said(sound) for sound in sounds]

    def _said(self, sound: NDArray[np.float32]) -> Said:
        made = self._hears(sound, sampling_rate=RATE, return_tensors="pt")
        with library("torch").inference_mode():
            logits = self._model(**self._checkpoint.tensors(made)).logits
        told = self._tokens.decode(logits[0].argmax(-1).cpu(), output_word_offsets=True)
        frame = self._model.config.inputs_to_logits_ratio / RATE
        words = tuple(
            (word["word"], word["start_offset"] * frame, word["end_offset"] * frame) for word in told.word_offsets
        )
        return Said(told.text.strip(), "en", 1.0, words)
