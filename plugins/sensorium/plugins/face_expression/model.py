"""The facial_expression_recognition model: twice a second, every face in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.affect import FACIAL_EXPRESSION, AffectOutput, FaceInput, Feeling
from sensorium.core.values import AffectAt, AffectScores, Box, Evidence, Moment
from sensorium.plugins.affect.feelings import Thresholds, described, mass
from sensorium.plugins.face_expression.expression import expressed
from sensorium.plugins.face_expression.network import LABELS
from sensorium.plugins.face_expression.prototypes import actions, prototypes
from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sensorium.plugins.face_expression.reader import FaceReader, ReadFace

SURE = Thresholds(verified=0.4, candidate=0.2, notable=0.1)
"""With seven labels a feeling at .4 leads; set by hand on the few faces the method was tried on."""


class Expressed(NamedTuple):
    """One face of one picture, in the upright picture's own fractions."""

    box: Box
    scores: AffectScores


class FaceExpression(WindowModel[FaceInput, AffectOutput, "NDArray[np.uint8]", "tuple[ReadFace, ...]"]):
    """Small, turned or hidden faces stay unread; faces are not told apart by person, and nobody is identified."""

    task = FACIAL_EXPRESSION
    sees = Sees(every=0.5, fps=2, size=(512, 512), fit="pad")
    card = Card(
        "mediapipe-blendshapes-fer",
        "1.0.0",
        "Apache-2.0 AND MIT",
        runs_on=(RunsOn("cpu", "float32", 60 << 20, 1 << 20, 8),),
        weights=(LANDMARKER, EXPRESSION),
        repeats=0.0,
        measured={"ckplus48/accuracy": 0.658, "ckplus48/uar": 0.603, "seconds_per_media_second": 0.03},
        note="Opt-in: it runs only where a request or a setting asks for faces. Action prototypes are hand-set from "
        "FACS; the network is the fer package's (MIT, trained on FER2013). Measured on all 771 pictures of CK+48 "
        "with one of six labels, none of them used for training: recalls happy .98, surprised .89, sad .80, angry "
        ".52, fearful .28, disgusted .15. What a face shows is not what a person feels.",
    )

    def load(self, context: LoadContext) -> None:
        from sensorium.plugins.face_expression.reader import FaceReader

        folder = context.weights()
        self._reader: FaceReader = FaceReader(folder / LANDMARKER.name, folder / EXPRESSION.name, context.threads)

    def prepare(self, window: Window, given: FaceInput) -> NDArray[np.uint8]:
        frame: NDArray[np.uint8] = window.frames[0]
        return frame

    def forward(self, units: Sequence[NDArray[np.uint8]]) -> Sequence[tuple[ReadFace, ...] | SensoriumError]:
        return [self._reader.read(picture) for picture in units]

    def read(self, raw: tuple[ReadFace, ...], window: Window, given: FaceInput) -> AffectOutput:
        faces = [_expressed(face, window) for face in raw]
        timeline = tuple(AffectAt(span=window.cell, scores=face.scores, modality="face") for face in faces)
        if given.feeling is None:
            return AffectOutput(timeline=timeline)
        return AffectOutput(timeline=timeline, moments=tuple(moments(faces, window, given.feeling, self.card.name)))


def _expressed(face: ReadFace, window: Window) -> Expressed:
    x0, y0, x1, y1 = face.box
    box = window.restore(Box(x0=x0, y0=y0, x1=x1, y1=y1))
    votes = dict(zip(LABELS, face.votes, strict=True))
    return Expressed(box, expressed(votes, prototypes(actions(face.shapes)), face.pixels))


def moments(faces: Sequence[Expressed], window: Window, feeling: Feeling, model: str) -> list[Moment]:
    """One moment per face that shows the feeling or nearly does; the cells' moments are merged by the algebra."""
    rows = []
    for face in faces:
        score = mass(face.scores, feeling)
        state = SURE.state(face.scores, feeling)
        if state is None:
            continue
        evidence = Evidence(
            clause=f'face("{feeling}")',
            text=f"face: {described(face.scores, feeling)}",
            model=model,
            score=score,
            span=window.cell,
            boxes=((window.cell.start, face.box),),
        )
        rows.append(Moment(span=window.cell, score=score, label=feeling, state=state, evidence=(evidence,)))
    return rows
