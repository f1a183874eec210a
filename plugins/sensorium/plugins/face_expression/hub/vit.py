"""trpakov/vit-face-expression: a Vision Transformer (Dosovitskiy et al. 2021) tuned to FER2013's seven expressions.

It was trained on faces alone; what finds and cuts them out is the detector that the embedded model uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.errors import SensoriumError, WeightsError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.affect import FACIAL_EXPRESSION, AffectOutput, FaceInput
from sensorium.core.values import AffectAt, Box, Emotion
from sensorium.plugins.affect.circumplex import scores_of
from sensorium.plugins.face_expression.model import Expressed, moments
from sensorium.plugins.face_expression.weights import LANDMARKER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.face_expression.reader import FaceFinder

REPO = "trpakov/vit-face-expression"
NAMES: dict[str, Emotion] = {
    "angry": "angry", "disgust": "disgusted", "fear": "fearful", "happy": "happy", "neutral": "neutral", "sad": "sad",
    "surprise": "surprised",
}  # fmt: skip
MARGIN = 0.1
"""How much wider than the detector's box a face is cut, as a share of its size: FER2013 shows chin and brow."""


class Face(NamedTuple):
    """Corners as fractions of the fitted frame, and the seven shares in the order of `NAMES`."""

    box: tuple[float, float, float, float]
    shares: tuple[float, ...]


class VitExpression(WindowModel[FaceInput, AffectOutput, "NDArray[np.uint8]", "tuple[Face, ...]"]):
    """All faces of a batch of pictures are judged together."""

    task = FACIAL_EXPRESSION
    sees = Sees(every=0.5, fps=2, size=(512, 512), fit="pad")
    card = Card(
        "vit-face-expression",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=200 << 20, bytes_each=20 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=380 << 20, bytes_each=40 << 20, max_batch=4),
        ),
        weights=(*repo_files(REPO, "config.json", "preprocessor_config.json"), repo_weights(REPO), LANDMARKER),
        repeats=1e-4,
        profile="hub",
        requires=TRANSFORMERS,
        note="Opt-in, as every model of faces. 86 M parameters, trained on FER2013. Licence as its public repository "
        "states it; not read again here. What a face shows is not what a person feels; nobody is identified.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the face detector and the checkpoint."""
        from sensorium.plugins.face_expression.reader import FaceFinder

        self._checkpoint = Checkpoint(context, self.card)
        self._finder: FaceFinder = FaceFinder(context.weights() / LANDMARKER.name, context.threads)
        self._model = self._checkpoint.model("ViTForImageClassification")
        self._processor: Any = self._checkpoint.part("ViTImageProcessor")
        place = {str(name).lower(): number for number, name in self._model.config.id2label.items()}
        if set(place) != set(NAMES):
            told = ", ".join(sorted(place))
            raise WeightsError(f"the checkpoint tells {told}, not {', '.join(NAMES)}", where=self.card.name)
        self._places = [place[name] for name in NAMES]

    def prepare(self, window: Window, given: FaceInput) -> NDArray[np.uint8]:
        """The cell's picture."""
        return np.ascontiguousarray(window.frames[0])

    def forward(self, units: Sequence[NDArray[np.uint8]]) -> Sequence[tuple[Face, ...] | SensoriumError]:
        """Find, cut and judge."""
        found = [self._finder.find(picture) for picture in units]
        crops = [cut(units[i], face.box) for i, faces in enumerate(found) for face in faces]
        shares = iter(self._judged(crops))
        return [tuple(Face(_corners(face.box), next(shares)) for face in faces) for faces in found]

    def read(self, raw: tuple[Face, ...], window: Window, given: FaceInput) -> AffectOutput:
        """The cell's faces, and those with the feeling asked for."""
        faces = [_expressed(face, window) for face in raw]
        timeline = tuple(AffectAt(span=window.cell, scores=face.scores, modality="face") for face in faces)
        if given.feeling is None:
            return AffectOutput(timeline=timeline)
        return AffectOutput(timeline=timeline, moments=tuple(moments(faces, window, given.feeling, self.card.name)))

    def _judged(self, crops: Sequence[Any]) -> list[tuple[float, ...]]:
        if not crops:
            return []
        made = self._processor(images=list(crops), return_tensors="pt")
        with library("torch").inference_mode():
            logits = self._model(**self._checkpoint.tensors(made)).logits
        shares = logits.float().softmax(-1)[:, self._places].cpu().tolist()
        return [tuple(row) for row in shares]


def cut(picture: NDArray[np.uint8], box: NDArray[np.float32]) -> Any:
    """The square around a face as a PIL image; what lies outside the picture is left out."""
    from PIL import Image as Pillow

    height, width = picture.shape[:2]
    x0, y0, x1, y1 = np.asarray(box, np.float64) * [width, height, width, height]
    half = max(x1 - x0, y1 - y0, 2.0) * (0.5 + MARGIN)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    left, right = sorted((int(np.clip(x - half, 0, width - 1)), int(np.clip(x + half, 1, width))))
    top, bottom = sorted((int(np.clip(y - half, 0, height - 1)), int(np.clip(y + half, 1, height))))
    return Pillow.fromarray(picture[top : max(bottom, top + 1), left : max(right, left + 1)])


def _corners(box: NDArray[np.float32]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in np.clip(box, 0, 1))
    return x0, y0, x1, y1


def _expressed(face: Face, window: Window) -> Expressed:
    x0, y0, x1, y1 = face.box
    box = window.restore(Box(x0=x0, y0=y0, x1=x1, y1=y1))
    return Expressed(box, scores_of(dict(zip(NAMES.values(), face.shares, strict=True))))
