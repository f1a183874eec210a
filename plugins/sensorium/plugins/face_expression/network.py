"""A seven-class expression network over a small grey face: what the eye sees and landmarks do not, such as furrows.

It is the quantised network of the `fer` package (MIT; trained on FER2013 photographs). It is steadier over two crop
margins and the mirrored face than over one crop.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.values import Emotion

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS: tuple[Emotion, ...] = ("angry", "disgusted", "fearful", "happy", "sad", "surprised", "neutral")
SIDE = 64
MARGINS = (0.0, 0.1)
LEAST = 1e-3
"""Probabilities are floored here, so that one sure view cannot silence the others."""


class ExpressionNetwork:
    """Looks at one face at a time."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        from ai_edge_litert.interpreter import Interpreter

        self._network: Any = Interpreter(model_path=str(path), num_threads=threads)
        self._network.allocate_tensors()
        self._given: int = self._network.get_input_details()[0]["index"]
        self._told: int = self._network.get_output_details()[0]["index"]

    def look(self, picture: NDArray[np.uint8], box: NDArray[np.float32]) -> NDArray[np.float64]:
        """Mean log-probability of each of `LABELS` for the face at `box` of a square RGB picture."""
        views = []
        for margin in MARGINS:
            grey = cut(picture, box, margin)
            views += [self._run(grey), self._run(grey[:, ::-1])]
        logs = np.log(np.maximum(views, LEAST))
        return np.asarray(logs.mean(axis=0), np.float64)

    def _run(self, grey: NDArray[np.uint8]) -> NDArray[np.float32]:
        scaled = grey.astype(np.float32) / 127.5 - 1
        self._network.set_tensor(self._given, scaled[None, :, :, None])
        self._network.invoke()
        return np.asarray(self._network.get_tensor(self._told)[0])


def cut(picture: NDArray[np.uint8], box: NDArray[np.float32], margin: float) -> NDArray[np.uint8]:
    """The face as a grey 64 x 64 square, `margin` times its size wider on each side."""
    import cv2

    corners = box.reshape(2, 2) * picture.shape[0]
    x, y = corners.mean(axis=0)
    scale = SIDE / max(float(np.max(corners[1] - corners[0])) * (1 + 2 * margin), 1.0)
    there = np.array([[scale, 0, SIDE / 2 - x * scale], [0, scale, SIDE / 2 - y * scale]], np.float32)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.warpAffine(grey, there, (SIDE, SIDE), flags=cv2.INTER_AREA), np.uint8)
