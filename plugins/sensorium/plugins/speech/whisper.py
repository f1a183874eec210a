"""Whisper base (Radford et al. 2022) through CTranslate2: many languages, language identification, word times.

The published recipe pads every sound to thirty seconds. The encoder also reads shorter ones: ten seconds, or three
more than there is to hear, gave the same words on the sets we measured at a quarter of the cost; less than that
makes the decoder repeat itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.speech.tokens import Pieced, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16_000
LONGEST = 30.0
ROOM, LEAST = 3.0, 10.0
TOKENS_A_SECOND = 12
FRAME = 0.02
SPEECHLESS = 0.8


class TimedWord(NamedTuple):
    """A word with its times in seconds from the beginning of the sound, and its probability."""

    text: str
    start: float
    end: float
    score: float


class Written(NamedTuple):
    """What Whisper wrote down; `confidence` is the geometric mean of its tokens' probabilities."""

    text: str
    language: str
    confidence: float
    words: tuple[TimedWord, ...]


class Spoken(NamedTuple):
    """An encoded sound: `states` for the decoder, `seconds` of it that are real, probability of each language."""

    states: Any
    seconds: float
    languages: Mapping[str, float]


class Whisper:
    """Speech to text and language identification; 8-bit integers on a CPU."""

    def __init__(self, folder: Path, threads: int = 1, device: str = "cpu") -> None:
        import ctranslate2
        from faster_whisper.feature_extractor import FeatureExtractor
        from tokenizers import Tokenizer

        kind, _, index = device.partition(":")
        number = "int8" if kind == "cpu" else "float16"
        self._model: Any = ctranslate2.models.Whisper(
            str(folder), device=kind, device_index=int(index or 0), compute_type=number, intra_threads=threads
        )
        self._view: Any = ctranslate2.StorageView
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._mel: Any = FeatureExtractor()

    def encode(self, sound: NDArray[np.float32]) -> Spoken:
        """Read `sound` (16 kHz mono; what lies beyond thirty seconds is not heard)."""
        heard = sound[: int(LONGEST * RATE)].astype(np.float32)
        seconds = len(heard) / RATE
        size = int(min(LONGEST, max(LEAST, seconds + ROOM)) * RATE)
        mel = self._mel(np.pad(heard, (0, max(0, size - len(heard)))), padding=0)
        even = np.ascontiguousarray(mel[None, :, : min(3000, mel.shape[1] // 2 * 2)], np.float32)
        states = self._model.encode(self._view.from_array(even))
        (ranking,) = self._model.detect_language(states)
        return Spoken(states, seconds, {mark.strip("<|>"): float(share) for mark, share in ranking})

    def write(self, spoken: Spoken, language: str | None = None, *, translate: bool = False) -> Written:
        """The words of an encoded sound, in `language` or its likeliest one; in English with `translate`."""
        language = language or max(spoken.languages, key=lambda code: spoken.languages[code])
        task = "translate" if translate else "transcribe"
        marks = ("<|startoftranscript|>", f"<|{language}|>", f"<|{task}|>", "<|notimestamps|>")
        prompt = [self._tokenizer.token_to_id(mark) for mark in marks]
        (found,) = self._model.generate(
            spoken.states, [prompt], beam_size=1, return_scores=True, return_no_speech_prob=True,
            max_length=min(448, 12 + int(spoken.seconds * TOKENS_A_SECOND)), repetition_penalty=1.05,
        )  # fmt: skip
        confidence = float(np.exp(found.scores[0]))
        tokens = [token for token in found.sequences_ids[0] if token < prompt[0] - 1]
        text = self._tokenizer.decode(tokens).strip()
        if not text or (found.no_speech_prob > SPEECHLESS and confidence < 0.5):
            return Written("", language, 0.0, ())
        return Written(text, language, confidence, self._timed(spoken, prompt, tokens, language))

    def _timed(
        self, spoken: Spoken, prompt: Sequence[int], tokens: Sequence[int], language: str
    ) -> tuple[TimedWord, ...]:
        """Word times from the decoder's attention to the sound (dynamic time warping inside CTranslate2)."""
        frames = max(2, int(spoken.seconds * 100) // 2 * 2)
        (found,) = self._model.align(spoken.states, list(prompt[:3]), [list(tokens)], [frames])
        first: dict[int, int] = {}
        for token, frame in found.alignments:
            first.setdefault(token, frame)
        pieces = words_of(tokens, self._tokenizer.decode, language)
        return tuple(self._word(piece, first, found.text_token_probs, spoken.seconds) for piece in pieces)

    @staticmethod
    def _word(piece: Pieced, first: Mapping[int, int], scores: Sequence[float], seconds: float) -> TimedWord:
        start = min(first.get(piece.first, 0) * FRAME, seconds)
        end = min(max(first.get(piece.last, round(seconds / FRAME)) * FRAME, start), seconds)
        own = scores[piece.first : piece.last] or [0.0]
        return TimedWord(piece.text, start, end, float(min(1.0, sum(own) / len(own))))
