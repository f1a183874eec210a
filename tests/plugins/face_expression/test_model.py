"""The model: what a cell's raw becomes, and real faces through the real networks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sensorium.core.settings import Settings
from sensorium.core.tasks.affect import FaceInput
from sensorium.core.values import EMOTIONS, Box, Media, Probe, TimeSpan, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.face_expression.model import FaceExpression
from sensorium.plugins.face_expression.network import LABELS
from sensorium.plugins.face_expression.reader import FaceReader, ReadFace
from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER

VIDEO = Video(uri="clip.mp4", sha256="0" * 64, probe=Probe(duration=2.0))


@dataclass
class Shown:
    """A window over one square picture."""

    cell: TimeSpan
    frames: NDArray[np.uint8]
    media: Media = VIDEO

    @property
    def span(self) -> TimeSpan:
        return self.cell

    @property
    def times(self) -> NDArray[np.float64]:
        return np.array([self.cell.start])

    @property
    def sound(self) -> NDArray[np.float32]:
        return np.zeros(0, np.float32)

    def restore(self, box: Box) -> Box:
        return Box(x0=box.x0, y0=min(1, box.y0 * 2), x1=box.x1, y1=min(1, box.y1 * 2))


def window(start: float = 0.5) -> Shown:
    return Shown(TimeSpan(start=start, end=start + 0.5), np.zeros((1, 512, 512, 3), np.uint8))


def face(label: str, pixels: float = 200) -> ReadFace:
    votes = tuple(float(np.log(0.94 if each == label else 0.01)) for each in LABELS)
    return ReadFace((0.1, 0.1, 0.3, 0.3), 0.9, (0.0,) * 52, votes, pixels)


def test_a_cell_tells_every_face_and_claims_those_asked_for():
    told = FaceExpression().read((face("sad"), face("happy")), window(), FaceInput(media=VIDEO, feeling="sad"))
    assert [row.scores.best for row in told.timeline] == ["sad", "happy"]
    (moment,) = told.moments
    assert (moment.state, moment.label, moment.span) == ("verified", "sad", TimeSpan(start=0.5, end=1.0))
    ((time, box),) = moment.evidence[0].boxes
    assert time == 0.5
    assert (box.y0, box.y1) == pytest.approx((0.2, 0.6))


def test_poles_gather_their_labels():
    told = FaceExpression().read((face("angry"),), window(), FaceInput(media=VIDEO, feeling="negative"))
    assert told.moments[0].state == "verified"


def test_without_a_feeling_or_a_face_there_are_no_moments():
    model = FaceExpression()
    assert model.read((face("sad"),), window(), FaceInput(media=VIDEO)).moments == ()
    assert model.read((), window(), FaceInput(media=VIDEO, feeling="sad")).timeline == ()


@pytest.fixture(scope="module")
def reader() -> FaceReader:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((LANDMARKER, EXPRESSION)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return FaceReader(store.path(LANDMARKER), store.path(EXPRESSION))


def square(file: Path) -> NDArray[np.uint8]:
    """A picture fitted into 512 x 512 as the host would."""
    import cv2

    picture = cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB)
    height, width = picture.shape[:2]
    scale = 512 / max(height, width)
    small = cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    top, left = (512 - small.shape[0]) // 2, (512 - small.shape[1]) // 2
    canvas = np.zeros((512, 512, 3), np.uint8)
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small
    return canvas


@pytest.mark.shared
@pytest.mark.weights
def test_real_faces_are_read_as_named(reader: FaceReader, shared_media: Path):
    right = 0
    files = sorted((shared_media / "faces").glob("faceapi_*.jpg"))
    for file in files:
        shown = Shown(TimeSpan(start=0, end=0.5), square(file)[None])
        (raw,) = [reader.read(shown.frames[0])]
        told = FaceExpression().read(raw, shown, FaceInput(media=VIDEO))
        best = max(EMOTIONS, key=told.timeline[0].scores.of)
        right += best == file.stem.removeprefix("faceapi_")
    assert right >= len(files) - 1


@pytest.mark.shared
@pytest.mark.weights
def test_a_mirrored_face_and_a_faceless_picture(reader: FaceReader, shared_media: Path):
    picture = square(shared_media / "faces" / "faceapi_happy.jpg")
    (plain,), (mirrored,) = reader.read(picture), reader.read(np.ascontiguousarray(picture[:, ::-1]))
    assert np.argmax(plain.votes) == np.argmax(mirrored.votes) == LABELS.index("happy")
    assert plain.box[0] == pytest.approx(1 - mirrored.box[2], abs=0.03)
    assert reader.read(np.full((512, 512, 3), 127, np.uint8)) == ()
