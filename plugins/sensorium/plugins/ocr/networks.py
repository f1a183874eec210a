"""The three networks of PP-OCR: where lines are, which way up they stand, what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SHORT_SIDE, LONG_SIDE = 736, 1600
"""Pixels: smaller pictures are enlarged to the one, larger ones reduced to the other."""

GRAIN = 32
LINE_HEIGHT, TURN_WIDTH, LONGEST_LINE = 48, 192, 3200
WIDTH_GRAIN = 64
"""Lines are padded to a multiple of this, each by itself, so that what is read beside a line does not change it."""


class Reading(NamedTuple):
    """What a line says and how sure the network is, the mean over its characters, 0..1."""

    text: str
    score: float


class Locator:
    """DB: how likely each pixel of a picture belongs to writing."""

    def __init__(self, weights: Path, threads: int) -> None:
        self._network = opened(weights, threads)

    def __call__(self, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
        """A map (h, w) of probabilities over an RGB picture (height, width, 3)."""
        import cv2

        size = input_size(picture.shape[1], picture.shape[0])
        scaled = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(self._network(_signed(scaled)[None])[0, 0], np.float32)


def input_size(width: int, height: int) -> tuple[int, int]:
    """(width, height) a picture is located at: its shape kept as multiples of GRAIN allow."""
    scale = max(1.0, SHORT_SIDE / min(width, height))
    scale = min(scale, LONG_SIDE / max(width, height))
    return max(GRAIN, round(width * scale / GRAIN) * GRAIN), max(GRAIN, round(height * scale / GRAIN) * GRAIN)


class Turning:
    """Whether a line stands upside down."""

    def __init__(self, weights: Path, threads: int) -> None:
        self._network = opened(weights, threads)

    def __call__(self, line: NDArray[np.uint8]) -> float:
        """The probability that it does."""
        return float(self._network(_line(line, TURN_WIDTH, TURN_WIDTH)[None])[0, 1])


class Recogniser:
    """CTC over the columns of a line 48 pixels high; the characters lie in the network's own metadata."""

    def __init__(self, weights: Path, threads: int) -> None:
        self._network = opened(weights, threads)
        self._characters = ["", *self._network.metadata["character"].split("\n"), " "]

    def __call__(self, line: NDArray[np.uint8]) -> Reading:
        """What an RGB picture (height, width, 3) of one upright line says."""
        wide = min(LONGEST_LINE, max(1, round(LINE_HEIGHT * line.shape[1] / line.shape[0])))
        padded = max(320, -(-wide // WIDTH_GRAIN) * WIDTH_GRAIN)
        return decoded(self._network(_line(line, wide, padded)[None])[0], self._characters)


def decoded(steps: NDArray[np.float32], characters: Sequence[str]) -> Reading:
    """The likeliest character of each step (steps, classes), repeats joined and blanks (class 0) dropped."""
    best = steps.argmax(axis=1)
    kept = (best != 0) & (best != np.concatenate([[-1], best[:-1]]))
    if not kept.any():
        return Reading("", 0.0)
    text = "".join(characters[index] if index < len(characters) else "" for index in best[kept])
    return Reading(text, float(steps.max(axis=1)[kept].mean()))


class Opened:
    """One network; `metadata` is what was stored with it."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name
        self.metadata: dict[str, str] = dict(session.get_modelmeta().custom_metadata_map)

    def __call__(self, unit: NDArray[np.float32]) -> Any:
        return self._session.run(None, {self._input: unit})[0]


def opened(weights: Path, threads: int) -> Opened:
    """A network on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.enable_cpu_mem_arena = False
    return Opened(onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"]))


def _line(line: NDArray[np.uint8], wide: int, padded: int) -> NDArray[np.float32]:
    """A line as (3, LINE_HEIGHT, padded), scaled to be `wide` at most and keeping its shape."""
    import cv2

    fitting = min(wide, max(1, round(LINE_HEIGHT * line.shape[1] / line.shape[0])))
    unit = np.zeros((3, LINE_HEIGHT, padded), np.float32)
    unit[:, :, :fitting] = _signed(cv2.resize(line, (fitting, LINE_HEIGHT)))
    return unit


def _signed(picture: NDArray[Any]) -> NDArray[np.float32]:
    """RGB bytes as blue, green, red planes of -1..1, which PP-OCR was trained on."""
    return np.ascontiguousarray(picture[:, :, ::-1].transpose(2, 0, 1), np.float32) / 127.5 - 1
