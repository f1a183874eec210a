"""Whisper large (Radford et al. 2022): turbo to write down, large-v3 to write down and to translate into English.

large-v3-turbo was not trained to translate. Times are those of the decoder's attention, word by word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files
from sensorium.core.model import LoadContext
from sensorium.plugins.speech.hub.writing import RATE, Said, Writer, WritingInput
from sensorium.plugins.speech.languages import LANGUAGES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILES = (
    "config.json", "generation_config.json", "model.safetensors", "preprocessor_config.json", "tokenizer.json",
    "tokenizer_config.json",
)  # fmt: skip


class WhisperWriter(Writer):
    """Batches of eight: every sound is padded to thirty seconds, so that company changes nothing."""

    together = 8

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint; the library's pipeline joins tokens to words and is given arrays alone."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("WhisperForConditionalGeneration")
        self._hears: Any = self._checkpoint.part("WhisperFeatureExtractor")
        self._tokens: Any = self._checkpoint.part("WhisperTokenizerFast")
        self._pipeline: Any = library("transformers").pipeline(
            "automatic-speech-recognition",
            model=self._model,
            tokenizer=self._tokens,
            feature_extractor=self._hears,
            device=context.device,
            dtype=self._model.dtype,
        )

    def write(self, sounds: Sequence[NDArray[np.float32]], given: WritingInput) -> Sequence[Said]:
        """Languages first, then each language's sounds together."""
        told = [(given.language, 1.0)] * len(sounds) if given.language else self._languages(sounds)
        written: dict[int, Said] = {}
        for language in dict.fromkeys(code for code, _ in told):
            own = [number for number, (code, _) in enumerate(told) if code == language]
            task = {"language": language, "task": "translate" if given.to else "transcribe", "num_beams": 1}
            inputs = [{"raw": sounds[number], "sampling_rate": RATE} for number in own]
            answers = self._pipeline(inputs, batch_size=len(own), return_timestamps="word", generate_kwargs=task)
            for number, answer in zip(own, answers, strict=True):
                length = len(sounds[number]) / RATE
                words = tuple(_timed(chunk, length) for chunk in answer["chunks"] if chunk["text"].strip())
                written[number] = Said(answer["text"].strip(), given.to or language, told[number][1], words)
        return [written[number] for number in range(len(sounds))]

    def _languages(self, sounds: Sequence[NDArray[np.float32]]) -> list[tuple[str, float]]:
        """The likeliest language of each sound and its probability: what the decoder would say after its first mark."""
        torch = library("torch")
        made = self._hears(list(sounds), sampling_rate=RATE, return_tensors="pt")
        features = self._checkpoint.tensors(made)["input_features"]
        marks = self._model.generation_config.lang_to_id
        first = torch.full((len(sounds), 1), self._model.generation_config.decoder_start_token_id).to(features.device)
        with torch.inference_mode():
            logits = self._model(input_features=features, decoder_input_ids=first).logits[:, -1]
        shares = logits[:, list(marks.values())].float().softmax(-1).cpu().numpy()
        codes = [mark.strip("<|>") for mark in marks]
        return [(codes[int(row.argmax())], float(row.max())) for row in shares]


def _timed(chunk: dict[str, Any], length: float) -> tuple[str, float, float]:
    """A word; times that are missing or lie beyond the sound end with it."""
    start, end = chunk["timestamp"]
    return chunk["text"].strip(), min(start or 0.0, length), min(length if end is None else end, length)


def _card(name: str, repo: str, parameters: str, size: int) -> Card:
    """A card for weights of `size` MiB in sixteen bits."""
    return Card(
        name,
        "1",
        "MIT",
        runs_on=(
            RunsOn("cuda", "float16", bytes=size << 20, bytes_each=600 << 20, max_batch=2),
            RunsOn("cpu", "float32", bytes=size << 21, bytes_each=900 << 20, max_batch=2),
        ),
        weights=repo_files(repo, *FILES),
        languages=LANGUAGES,
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"{parameters} parameters. Licence as its public repository states it; not read again here.",
    )


class TurboWriter(WhisperWriter):
    """Four decoder layers instead of 32."""

    card = _card("whisper-large-v3-turbo-writing", "openai/whisper-large-v3-turbo", "809 M", 1560)


class LargeWriter(WhisperWriter):
    """The whole decoder, which also translates."""

    card = _card("whisper-large-v3-writing", "openai/whisper-large-v3", "1.54 G", 2950)
