"""One row of numbers for one utterance: what is said, how it sounds and, where a face was read, how it looks.

Feature concatenation, the fusion of affective computing's first systems (D'Mello & Kory, "A Review and Meta-Analysis
of Multimodal Affect Detection Systems", 2015): each modality has its place in the row, and a number of its own says
whether it was there. What was not there is nought.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.face_expression.blendshapes import NAMES
from sensorium.plugins.face_expression.prototypes import actions
from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER
from sensorium.plugins.text_emotion.encoder import WIDTH, Encoder
from sensorium.plugins.text_emotion.language import HAN, language_of, pieces
from sensorium.plugins.text_emotion.weights import MINILM
from sensorium.plugins.voice_emotion.features import LEVEL, RATE, SHORTEST
from sensorium.plugins.voice_emotion.prosody import prosody, prosody_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

MODALITIES = ("words", "voice", "face")
FACES = 2 * len(actions([0.0] * len(NAMES)))
FAMILIAR = 0.4
"""Of a text of which the encoder knows a smaller share of words whole, the vector says nothing."""
PACE = 5.0
"""Words a second are divided by this, to lie in the range of the numbers beside them."""


class Parts(NamedTuple):
    """The modalities of one utterance, None where one is absent: shapes (384,), (505,), (68,)."""

    words: Array | None
    voice: Array | None
    face: Array | None


@cache
def places() -> dict[str, slice]:
    """Where each modality lies in a row; after them, in the same order, come the numbers that say it was there."""
    edges = np.cumsum([0, WIDTH, prosody_size() + 1, FACES])
    return {name: slice(int(a), int(b)) for name, a, b in zip(MODALITIES, edges, edges[1:], strict=False)}


def size() -> int:
    """How many numbers a row has."""
    return int(places()[MODALITIES[-1]].stop) + len(MODALITIES)


def joined(parts: Parts) -> Array:
    """The modalities one after the other, and which of them were there."""
    row = np.zeros(size(), np.float32)
    for number, (name, part) in enumerate(zip(MODALITIES, parts, strict=True)):
        if part is not None:
            row[places()[name]] = part
            row[number - len(MODALITIES)] = 1
    return row


def present(rows: Array) -> Array:
    """Which modalities were there, shape (n, 3), 0 or 1; a view."""
    return rows[:, -len(MODALITIES) :]


def voice_row(sound: Array, text: str, seconds: float) -> Array | None:
    """Cepstra, pitch, energy and rhythm of 16 kHz mono `sound`, and the words a second; None where all is silent."""
    padded = np.pad(sound, (0, max(0, int(SHORTEST * RATE) - len(sound))))
    level = float(np.sqrt((padded**2).mean()))
    if level < 1e-6:
        return None
    even = np.clip(padded / level * LEVEL, -1, 1).astype(np.float32)
    return np.append(prosody(even), np.float32(spoken(text) / max(seconds, SHORTEST) / PACE))


def spoken(text: str) -> int:
    """Words of a text; in Chinese writing the characters."""
    return len(HAN.findall(text)) + len(HAN.sub(" ", text).split())


def face_row(shapes: Sequence[Sequence[float]]) -> Array | None:
    """Mean and greatest of each facial action (brows, eyes, mouth ...) over the pictures in which a face was read."""
    if not shapes:
        return None
    rows = np.array([list(actions(each).values()) for each in shapes], np.float32)
    return np.concatenate([rows.mean(0), rows.max(0)])


class Senses:
    """The opened networks: the sentence encoder and, with `faces`, the face reader. Thread-safe."""

    def __init__(self, folder: Path, threads: int, *, faces: bool) -> None:
        from sensorium.plugins.face_expression.reader import FaceReader

        encoder, tokenizer = (folder / file.name for file in MINILM)
        self._encoder = Encoder(encoder, tokenizer, threads)
        self._reader = FaceReader(folder / LANDMARKER.name, folder / EXPRESSION.name, threads) if faces else None
        self._lock = threading.Lock()

    def words_row(self, text: str) -> Array | None:
        """The unit vector of a text in English; None where it is empty or in another language."""
        if language_of(text) != "en":
            return None
        with self._lock:
            read = [self._encoder.encode(piece) for piece in pieces(text)]
        if np.mean([each.known for each in read]) < FAMILIAR:
            return None
        vector = np.concatenate([each.states for each in read]).mean(0)
        return np.asarray(vector / (np.linalg.norm(vector) + 1e-9), np.float32)

    def shapes(self, picture: NDArray[np.uint8]) -> tuple[float, ...] | None:
        """The blendshapes of the largest face of a square picture."""
        if self._reader is None:
            return None
        with self._lock:
            faces = self._reader.read(picture)
        return max(faces, key=lambda face: face.pixels).shapes if faces else None
