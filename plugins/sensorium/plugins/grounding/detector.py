"""EfficientDet-Lite0 on COCO: boxes and label scores of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.weights.file import UrlFile, WeightFile, WheelMember
from sensorium.plugins.grounding.anchors import anchors, corners
from sensorium.plugins.grounding.labels import COCO90, INDEX
from sensorium.plugins.grounding.suppression import merge

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SIDE = 320
GREY = 127
PERSON = INDEX["person"]

WEIGHTS = WeightFile(
    name="efficientdet_lite0.tflite",
    sha256="0720bf247bd76e6594ea28fa9c6f7c5242be774818997dbbeffc4da460c723bb",
    bytes=4602795,
    sources=(
        UrlFile(
            url="https://storage.googleapis.com/mediapipe-models/object_detector/efficientdet_lite0/int8/1/"
            "efficientdet_lite0.tflite"
        ),
        WheelMember(parts=(("pyautoflip", "0.2.1", "pyautoflip/detection/efficientdet_lite0.tflite"),)),
    ),
)


class Found(NamedTuple):
    """Things of one picture, best first: boxes (n, 4) as fractions x0, y0, x1, y1; scores (n, 90) 0..1."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]


class EfficientDet:
    """The detector, opened once; `threads` CPU threads a picture. Not safe to share between threads."""

    def __init__(self, weights: Path, threads: int = 2) -> None:
        from ai_edge_litert.interpreter import Interpreter

        self._interpreter: Any = Interpreter(str(weights), num_threads=threads)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        by_depth = {int(out["shape"][2]): out["index"] for out in self._interpreter.get_output_details()}
        self._codes, self._scores = by_depth[4], by_depth[len(COCO90)]
        self._anchors = anchors(SIDE)

    def __call__(self, picture: NDArray[np.uint8], least: float = 0.2) -> Found:
        """Things in an RGB picture (height, width, 3) of any size; guesses under `least` are dropped."""
        fitted, scale = letterbox(picture)
        self._interpreter.set_tensor(self._input, fitted[None])
        self._interpreter.invoke()
        scores = self._interpreter.get_tensor(self._scores)[0]
        sure = np.flatnonzero(scores.max(axis=1) >= least)
        codes = self._interpreter.get_tensor(self._codes)[0][sure]
        height, width = picture.shape[:2]
        boxes = corners(codes, self._anchors[sure]) / (scale * np.array([width, height] * 2, np.float32))
        labels = scores[sure]
        kinds = (labels.argmax(axis=1) != PERSON).astype(np.int64)
        return Found(*merge(np.clip(boxes, 0.0, 1.0).astype(np.float32), labels, kinds))


def letterbox(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
    """The picture scaled into the top left of a grey square of SIDE pixels, and the scale used."""
    import cv2

    height, width = picture.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    fitted = np.full((SIDE, SIDE, 3), GREY, np.uint8)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    fitted[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=how)
    return fitted, scale
