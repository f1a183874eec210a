"""From a picture to the faces in it: where they are, their 52 blendshapes, and the expression network's vote.

Detector, landmarks and blendshapes are the three networks of MediaPipe's face landmarker bundle (Apache-2.0).
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.face_expression import blazeface, blendshapes, landmarks
from sensorium.plugins.face_expression.network import ExpressionNetwork

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CERTAIN = 0.5
"""The least score of a detection, and the least presence of its landmarks."""
TILES = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5), (0.25, 0.25))
"""Corners of the half-size squares searched besides the whole, for faces too small at 128 pixels."""


class ReadFace(NamedTuple):
    """One face: corners as fractions of the picture, the detector's score, 52 blendshapes, the network's
    log-probabilities, and the face's width in pixels."""

    box: tuple[float, float, float, float]
    score: float
    shapes: tuple[float, ...]
    votes: tuple[float, ...]
    pixels: float


class FaceFinder:
    """The detector, opened from the bundle (a zip of three tflite files)."""

    def __init__(self, bundle: Path, threads: int = 1) -> None:
        self._detector = _network(bundle, "face_detector.tflite", threads)
        self._anchors = blazeface.anchors()

    def find(self, picture: NDArray[np.uint8]) -> list[blazeface.Face]:
        """Faces in the whole picture and in its tiles, in fractions of the picture."""
        side = picture.shape[0]
        faces = self._detect(picture)
        for x, y in TILES:
            left, top, span = round(x * side), round(y * side), side // 2
            inside = self._detect(picture[top : top + span, left : left + span])
            corner = np.array([left, top], np.float32) / side
            faces += [_placed(face, corner, span / side) for face in inside]
        return blazeface.merge(faces)

    def _detect(self, square: NDArray[np.uint8]) -> list[blazeface.Face]:
        outputs = _run(self._detector, blazeface.as_input(square))
        regressors = next(out for out in outputs if out.shape[-1] == 16)
        logits = next(out for out in outputs if out.shape[-1] == 1)
        return blazeface.decode(regressors[0], logits[0, :, 0], self._anchors, CERTAIN)


class FaceReader(FaceFinder):
    """All networks of the bundle, and the expression network's file."""

    def __init__(self, bundle: Path, expression: Path, threads: int = 1) -> None:
        super().__init__(bundle, threads)
        self._landmarks = _network(bundle, "face_landmarks_detector.tflite", threads)
        self._blendshapes = _network(bundle, "face_blendshapes.tflite", threads)
        self._expression = ExpressionNetwork(expression, threads)

    def read(self, picture: NDArray[np.uint8]) -> tuple[ReadFace, ...]:
        """The faces of a square RGB picture, surest first; those whose landmarks do not hold are left out."""
        found = (self._describe(picture, face) for face in self.find(picture))
        return tuple(face for face in found if face is not None)

    def points(self, picture: NDArray[np.uint8], face: blazeface.Face) -> NDArray[np.float32] | None:
        """The 478 landmarks (x, y, z) of a face in its own upright crop; None where they do not hold."""
        outputs = _run(self._landmarks, landmarks.crop(picture, face))
        presence = next(out for out in outputs if out.size == 1 and out.ndim == 4)
        if 1 / (1 + np.exp(-float(presence.ravel()[0]))) < CERTAIN:
            return None
        return np.asarray(next(out for out in outputs if out.size == 1434).reshape(478, 3), np.float32)

    def _describe(self, picture: NDArray[np.uint8], face: blazeface.Face) -> ReadFace | None:
        points = self.points(picture, face)
        if points is None:
            return None
        shapes = _run(self._blendshapes, points[None, list(blendshapes.READS), :2])[0]
        votes = self._expression.look(picture, face.box)
        x0, y0, x1, y1 = (float(each) for each in np.clip(face.box, 0, 1))
        width = float(face.box[2] - face.box[0]) * picture.shape[0]
        return ReadFace(
            (x0, y0, x1, y1), face.score, tuple(map(float, shapes.ravel())), tuple(map(float, votes)), width
        )


def _network(bundle: Path, member: str, threads: int) -> Any:
    from ai_edge_litert.interpreter import Interpreter

    with zipfile.ZipFile(bundle) as parts:
        opened = Interpreter(model_content=parts.read(member), num_threads=threads)
    opened.allocate_tensors()
    return opened


def _placed(face: blazeface.Face, corner: NDArray[np.float32], scale: float) -> blazeface.Face:
    return blazeface.Face(face.box * scale + np.tile(corner, 2), face.points * scale + corner, face.score)


def _run(network: Any, given: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    network.set_tensor(network.get_input_details()[0]["index"], given.astype(np.float32))
    network.invoke()
    return [network.get_tensor(out["index"]) for out in network.get_output_details()]
