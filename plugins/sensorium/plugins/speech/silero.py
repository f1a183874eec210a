"""Silero voice activity detection, streamed: a speech probability for every 32 ms of 16 kHz sound.

The network (Silero Team, MIT) reads 512 samples with the 64 before them and carries a recurrent state, so sound may
arrive in pieces of any length and memory does not grow with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16_000
STEP = 512
CONTEXT = 64


class Silero:
    """One network, shared by any number of streams."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def stream(self) -> SileroStream:
        """A stream at its beginning."""
        return SileroStream(self._session)

    def probabilities(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Speech probability of each 512-sample step of `sound` (16 kHz mono); a rest is padded with silence."""
        stream = self.stream()
        return np.concatenate([stream.feed(sound), stream.flush()])


class SileroStream:
    """The recurrent state of one sound."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._state = np.zeros((2, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT, np.float32)
        self._rest = np.zeros(0, np.float32)

    def feed(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities of the steps that `sound` completes; the rest waits for the next piece."""
        pending = np.concatenate([self._rest, sound.astype(np.float32, copy=False)])
        whole = len(pending) // STEP * STEP
        self._rest = pending[whole:]
        return np.array([self._step(pending[i : i + STEP]) for i in range(0, whole, STEP)], np.float32)

    def flush(self) -> NDArray[np.float32]:
        """The probability of the last, incomplete step; empty where there is none."""
        missing = -len(self._rest) % STEP
        return self.feed(np.zeros(missing, np.float32))

    def _step(self, samples: NDArray[np.float32]) -> float:
        heard = np.concatenate([self._context, samples])[None]
        given = {"input": heard, "state": self._state, "sr": np.array(RATE, np.int64)}
        probability, self._state = self._session.run(None, given)
        self._context = heard[0, -CONTEXT:]
        return float(probability[0, 0])
