"""Qwen/Qwen3-ASR-0.6B-hf: a language model that hears; 52 languages and dialects, Chinese ones among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files
from sensorium.core.model import LoadContext
from sensorium.plugins.speech.hub.writing import Said, Writer, WritingInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPO = "Qwen/Qwen3-ASR-0.6B-hf"
NAMES = {
    "Chinese": "zh", "English": "en", "Cantonese": "yue", "Arabic": "ar", "German": "de", "French": "fr",
    "Spanish": "es", "Portuguese": "pt", "Indonesian": "id", "Italian": "it", "Korean": "ko", "Russian": "ru",
    "Thai": "th", "Vietnamese": "vi", "Japanese": "ja", "Turkish": "tr", "Hindi": "hi", "Malay": "ms", "Dutch": "nl",
    "Swedish": "sv", "Danish": "da", "Finnish": "fi", "Polish": "pl", "Czech": "cs", "Filipino": "tl",
    "Persian": "fa", "Greek": "el", "Hungarian": "hu", "Macedonian": "mk", "Romanian": "ro",
}  # fmt: skip
CODES = {code: name for name, code in NAMES.items()}
LONGEST = 256
"""Tokens written of one stretch of at most twenty seconds."""


class QwenWriter(Writer):
    """One sound after the other; it names the language it hears."""

    card = Card(
        "qwen3-asr-0.6b-writing",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=1600 << 20, bytes_each=300 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=3200 << 20, bytes_each=600 << 20, max_batch=2),
        ),
        weights=repo_files(
            REPO, "chat_template.jinja", "config.json", "generation_config.json", "model.safetensors",
            "processor_config.json", "tokenizer.json", "tokenizer_config.json",
        ),
        languages=tuple(NAMES.values()),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note="About 0.8 G parameters. Licence as its public repository states it; not read again here.",
    )  # fmt: skip

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("Qwen3ASRForConditionalGeneration")
        self._processor: Any = self._checkpoint.part("Qwen3ASRProcessor")

    def write(self, sounds: Sequence[NDArray[np.float32]], given: WritingInput) -> Sequence[Said]:
        """Greedy decoding; a language that is known is put into its mouth."""
        return [self._said(sound, CODES.get(given.language)) for sound in sounds]

    def _said(self, sound: NDArray[np.float32], language: str | None) -> Said:
        made = self._processor.apply_transcription_request(audio=[sound], language=language)
        with library("torch").inference_mode():
            ids = self._model.generate(**self._checkpoint.tensors(made), max_new_tokens=LONGEST, do_sample=False)
        (told,) = self._processor.decode(ids[:, made["input_ids"].shape[1] :], return_format="parsed")
        name = language or told.get("language") or ""
        return Said(str(told.get("transcription") or "").strip(), NAMES.get(name, ""))
