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

from sensorium.plugins.speech.tokens import Pieced, Unit, words_of

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

    def write(self, spoken: Spoken, language: str | None = None, *, translate: bool = False, beams: int = 1) -> Written:
        """The words of an encoded sound, in `language` or its likeliest one; in English, untimed, with `translate`."""
        language = language or max(spoken.languages, key=lambda code: spoken.languages[code])
        prompt = self._prompt(language, translate)
        tokens, confidence, speechless = self._generate(spoken, prompt, beams)
        text = self._tokenizer.decode(tokens).strip()
        if not text or (speechless > SPEECHLESS and confidence < 0.5):
            return Written("", language, 0.0, ())
        timed = () if translate else self._timed(spoken, prompt, tokens, language)
        return Written(text, language, confidence, timed)

    def go_on(self, spoken: Spoken, language: str, said: Sequence[int], *, translate: bool = False) -> list[Unit]:
        """The words after `said`, tokens that were written before and stand; nothing where nobody seems to speak.

        What is written is so made to fit what stands already (prefix decoding, as Polák et al. 2022 have it).
        """
        prompt = [*self._prompt(language, translate), *said]
        tokens, confidence, speechless = self._generate(spoken, prompt, 1)
        tokens = tokens[len(said) :]  # CTranslate2 gives back what was laid down
        if not said and speechless > SPEECHLESS and confidence < 0.5:
            return []
        written = "en" if translate else language
        return [Unit(piece.text, tuple(tokens[piece.first : piece.last])) for piece in self._words(tokens, written)]

    def text(self, tokens: Sequence[int]) -> str:
        """What the tokens spell, spaces in front included."""
        return str(self._tokenizer.decode(list(tokens)))

    def _words(self, tokens: Sequence[int], language: str) -> list[Pieced]:
        return words_of(tokens, self._tokenizer.decode, language)

    def _prompt(self, language: str, translate: bool) -> list[int]:
        task = "translate" if translate else "transcribe"
        marks = ("<|startoftranscript|>", f"<|{language}|>", f"<|{task}|>", "<|notimestamps|>")
        return [self._tokenizer.token_to_id(mark) for mark in marks]

    def _generate(self, spoken: Spoken, prompt: Sequence[int], beams: int) -> tuple[list[int], float, float]:
        """The text tokens that follow `prompt`, their confidence, and the probability that nobody speaks."""
        (found,) = self._model.generate(
            spoken.states, [list(prompt)], beam_size=beams, return_scores=True, return_no_speech_prob=True,
            max_length=min(448, len(prompt) + 8 + int(spoken.seconds * TOKENS_A_SECOND)), repetition_penalty=1.05,
        )  # fmt: skip
        tokens = [token for token in found.sequences_ids[0] if token < prompt[0] - 1]
        return tokens, float(np.exp(found.scores[0])), float(found.no_speech_prob)

    def _timed(
        self, spoken: Spoken, prompt: Sequence[int], tokens: Sequence[int], language: str
    ) -> tuple[TimedWord, ...]:
        """Word times from the decoder's attention to the sound (dynamic time warping inside CTranslate2)."""
        frames = max(2, int(spoken.seconds * 100) // 2 * 2)
        (found,) = self._model.align(spoken.states, list(prompt[:3]), [list(tokens)], [frames])
        first: dict[int, int] = {}
        for token, frame in found.alignments:
            first.setdefault(token, frame)
        pieces = self._words(tokens, language)
        return tuple(self._word(piece, first, found.text_token_probs, spoken.seconds) for piece in pieces)

    @staticmethod
    def _word(piece: Pieced, first: Mapping[int, int], scores: Sequence[float], seconds: float) -> TimedWord:
        start = min(first.get(piece.first, 0) * FRAME, seconds)
        end = min(max(first.get(piece.last, round(seconds / FRAME)) * FRAME, start), seconds)
        own = scores[piece.first : piece.last] or [0.0]
        return TimedWord(piece.text, start, end, float(min(1.0, sum(own) / len(own))))
