"""How well faces are read, on a folder of pictures by label; the card's figures are made with it.

    python -m sensorium.plugins.face_expression.measure FOLDER --landmarker FILE --expression FILE

FOLDER holds one folder per label (an emotion, or its noun as in CK+: anger, fear, sadness ...). Pictures cut to the
face are set in a grey frame, for a detector looks for faces with something around them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.values import EMOTIONS, Emotion
from sensorium.plugins.face_expression.expression import expressed
from sensorium.plugins.face_expression.network import LABELS
from sensorium.plugins.face_expression.prototypes import actions, prototypes
from sensorium.plugins.face_expression.reader import FaceReader

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOUNS: dict[str, Emotion] = {
    "anger": "angry", "disgust": "disgusted", "fear": "fearful", "happiness": "happy", "joy": "happy",
    "sadness": "sad", "surprise": "surprised",
}  # fmt: skip
SIDE = 512


def framed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A face picture scaled to half of a square frame of its own mean grey."""
    import cv2

    face = cv2.resize(picture, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_CUBIC)
    frame = np.full((SIDE, SIDE, 3), int(picture.mean()), np.uint8)
    frame[SIDE // 4 : 3 * SIDE // 4, SIDE // 4 : 3 * SIDE // 4] = face
    return frame


def judged(folder: Path, reader: FaceReader) -> Iterator[tuple[Emotion, Emotion | None]]:
    """(true label, label told) of every picture whose folder names one of the seven labels."""
    import cv2

    named: dict[str, Emotion] = NOUNS | dict(zip(EMOTIONS, EMOTIONS, strict=True))
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        truth = named.get(place.name)
        if truth is None:
            continue
        for file in sorted(place.iterdir()):
            stored = cv2.imread(str(file))
            if stored is None:
                continue
            faces = reader.read(framed(np.asarray(cv2.cvtColor(stored, cv2.COLOR_BGR2RGB), np.uint8)))
            if not faces:
                yield truth, None
                continue
            votes = dict(zip(LABELS, faces[0].votes, strict=True))
            scores = expressed(votes, prototypes(actions(faces[0].shapes)), faces[0].pixels)
            told: Emotion = max(EMOTIONS, key=scores.of)
            yield truth, told


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--landmarker", type=Path, required=True)
    asked.add_argument("--expression", type=Path, required=True)
    given = asked.parse_args()
    pairs = list(judged(given.folder, FaceReader(given.landmarker, given.expression)))
    recalls = {
        label: float(np.mean([told == label for truth, told in pairs if truth == label]))
        for label in EMOTIONS
        if any(truth == label for truth, _ in pairs)
    }
    print(f"{len(pairs)} pictures, accuracy {np.mean([truth == told for truth, told in pairs]):.3f}")
    print(f"UAR {np.mean(list(recalls.values())):.3f}", {k: round(v, 2) for k, v in recalls.items()})


if __name__ == "__main__":
    main()
