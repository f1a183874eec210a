"""Whisper base (Radford et al. 2022) through CTranslate2: many languages, language identification, word times."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16_000
SPEECHLESS = 0.85


class TimedWord(NamedTuple):
    """A word with its times in seconds from the beginning of the sound, and its probability."""

    text: str
    start: float
    end: float
    score: float


class Written(NamedTuple):
    """What Whisper wrote down; `confidence` is the mean probability of its tokens."""

    text: str
    language: str
    confidence: float
    words: tuple[TimedWord, ...]


class Whisper:
    """Speech to text and language identification; 8-bit integers on a CPU."""

    def __init__(self, folder: Path, threads: int = 2, device: str = "cpu") -> None:
        from faster_whisper import WhisperModel

        kind, _, index = device.partition(":")
        number = "int8" if kind == "cpu" else "float16"
        self._model: Any = WhisperModel(
            str(folder), device=kind, device_index=int(index or 0), compute_type=number, cpu_threads=threads,
            local_files_only=True,
        )  # fmt: skip

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO codes of the languages it knows."""
        return tuple(self._model.supported_languages)

    def language(self, sound: NDArray[np.float32]) -> Mapping[str, float]:
        """The probability of every language it knows, from the first thirty seconds of `sound` (16 kHz mono)."""
        _, _, ranking = self._model.detect_language(sound, language_detection_segments=1)
        return dict(ranking)

    def write(self, sound: NDArray[np.float32], language: str | None = None) -> Written:
        """The words in `sound` (16 kHz mono, at most half a minute), in `language` or the likeliest one."""
        segments, info = self._model.transcribe(
            sound, language=language, beam_size=1, temperature=0.0, word_timestamps=True, vad_filter=False,
            condition_on_previous_text=False, without_timestamps=True, no_speech_threshold=None,
        )  # fmt: skip
        kept = [part for part in segments if part.no_speech_prob < SPEECHLESS or part.avg_logprob > -0.7]
        words = tuple(
            TimedWord(word.word.strip(), float(word.start), float(word.end), float(word.probability))
            for part in kept
            for word in part.words or ()
        )
        text = "".join(part.text for part in kept).strip()
        confidence = float(np.exp(np.mean([part.avg_logprob for part in kept]))) if text else 0.0
        return Written(text, info.language, confidence, words)
