"""facebook/seamless-m4t-v2-large (Seamless Communication 2023): speech into the text of another language.

Only the class that writes text is opened: what would speak, a third of the checkpoint, stays on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_shards
from sensorium.core.errors import RequestError
from sensorium.core.model import LoadContext
from sensorium.plugins.speech.hub.writing import RATE, Said, Writer, WritingInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPO = "facebook/seamless-m4t-v2-large"
CODES = {
    "en": "eng", "zh": "cmn", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "ru": "rus", "ja": "jpn",
    "ko": "kor", "ar": "arb", "hi": "hin", "nl": "nld", "pl": "pol", "tr": "tur", "uk": "ukr", "vi": "vie", "id": "ind",
    "sv": "swe", "cs": "ces", "ro": "ron", "fi": "fin", "da": "dan", "el": "ell", "hu": "hun", "th": "tha", "he": "heb",
}  # fmt: skip
"""ISO 639-1 codes and the network's own."""


class SeamlessWriter(Writer):
    """One sound after the other; it writes in the language wanted, whatever is spoken."""

    card = Card(
        "seamless-m4t-v2-large-writing",
        "1",
        "CC-BY-NC-4.0",
        runs_on=(
            RunsOn("cuda", "float16", bytes=3100 << 20, bytes_each=400 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=6200 << 20, bytes_each=800 << 20, max_batch=2),
        ),
        weights=(
            *repo_files(REPO, "config.json", "generation_config.json", "preprocessor_config.json"),
            *repo_files(REPO, "sentencepiece.bpe.model", "tokenizer_config.json"),
            *repo_shards(REPO, 2),
        ),
        languages=tuple(CODES),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note="1.5 G parameters of 2.3 G are used.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the part that writes."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("SeamlessM4Tv2ForSpeechToText")
        self._hears: Any = self._checkpoint.part("SeamlessM4TFeatureExtractor")
        self._tokens: Any = self._checkpoint.part("SeamlessM4TTokenizer")

    def write(self, sounds: Sequence[NDArray[np.float32]], given: WritingInput) -> Sequence[Said]:
        """Greedy decoding into the language wanted."""
        target = CODES.get(given.to or given.language or "en")
        if target is None:
            known = ", ".join(CODES)
            raise RequestError(f"cannot write {given.to!r}", where=self.card.name, fix=f"ask for one of {known}")
        return [Said(self._text(sound, target), given.to or given.language) for sound in sounds]

    def _text(self, sound: NDArray[np.float32], target: str) -> str:
        made = self._hears(sound, sampling_rate=RATE, return_tensors="pt")
        with library("torch").inference_mode():
            ids = self._model.generate(**self._checkpoint.tensors(made), tgt_lang=target, do_sample=False, num_beams=1)
        return str(self._tokens.decode(ids[0], skip_special_tokens=True)).strip()
