"""Moonshine tiny (Jeffries et al. 2024): English speech to text, an encoder and a decoder in onnxruntime.

Its cost follows the length of what it hears, since nothing is padded to thirty seconds: a sentence takes a fraction
of a second on one core.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.speech.pieces import BEGIN, END, Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16_000
SHORTEST = 0.25
TOKENS_A_SECOND = 6.5
LAYERS, HEADS, WIDTH = 6, 8, 36


class Heard(NamedTuple):
    """What a recogniser made of one stretch of sound; `confidence` is the geometric mean of its tokens' probabilities."""

    text: str
    confidence: float


class Moonshine:
    """Speech to text in English, greedily."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1

        def opened(name: str) -> Any:
            path = str(folder / f"moonshine-{name}")
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        self._encoder, self._decoder = opened("encoder_model.ort"), opened("decoder_model_merged.ort")
        self._pieces = Pieces(folder / "moonshine-tokenizer.bin")

    def hear(self, sound: NDArray[np.float32]) -> Heard:
        """The words in `sound` (16 kHz mono, up to half a minute); empty where the decoder says nothing."""
        padded = np.pad(sound, (0, max(0, int(SHORTEST * RATE) - len(sound)))).astype(np.float32)
        mask = np.ones((1, len(padded)), np.int64)
        (states,) = self._encoder.run(None, {"input_values": padded[None], "attention_mask": mask})
        tokens, probabilities = self._decode(states, 4 + int(len(sound) / RATE * TOKENS_A_SECOND))
        text = self._pieces.text(tokens)
        return Heard(text, float(np.exp(np.mean(np.log(probabilities)))) if text else 0.0)

    def _decode(self, states: NDArray[np.float32], limit: int) -> tuple[list[int], list[float]]:
        memory = self._empty(0)
        given: dict[str, Any] = {
            "encoder_hidden_states": states,
            "encoder_attention_mask": np.ones((1, states.shape[1]), np.int64),
        }
        tokens, probabilities, last = list[int](), list[float](), BEGIN
        while len(tokens) < limit and not _loops(tokens):
            step = {"input_ids": np.array([[last]], np.int64), "use_cache_branch": np.array([bool(tokens)])}
            logits, *present = self._decoder.run(None, {**given, **memory, **step})
            row = logits[0, -1]
            last = int(row.argmax())
            if last == END:
                break
            probabilities.append(float(1 / np.exp(row - row[last]).sum()))
            memory = self._remembered(memory, present, first=not tokens)
            tokens.append(last)
        return tokens, probabilities

    @staticmethod
    def _empty(length: int) -> dict[str, NDArray[np.float32]]:
        names = [f"past_key_values.{i}.{side}.{part}" for i in range(LAYERS)
                 for side in ("decoder", "encoder") for part in ("key", "value")]  # fmt: skip
        return {name: np.zeros((1, HEADS, length, WIDTH), np.float32) for name in names}

    @staticmethod
    def _remembered(
        memory: dict[str, NDArray[np.float32]], present: list[NDArray[np.float32]], *, first: bool
    ) -> dict[str, NDArray[np.float32]]:
        """The next step's keys and values; those of the encoder are computed in the first step only."""
        fresh = dict(zip(memory, present, strict=True))
        return fresh if first else {name: fresh[name] if ".decoder." in name else memory[name] for name in memory}


def _loops(tokens: list[int]) -> bool:
    """Whether the last dozen tokens are one phrase said three times or more."""
    return any(len(tokens) >= 4 * size and tokens[-size:] * 4 == tokens[-4 * size :] for size in range(1, 7))
