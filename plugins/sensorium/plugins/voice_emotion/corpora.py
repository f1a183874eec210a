"""The labelled recordings: what their file names say. Speakers, so that no voice is on both sides of a split."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sensorium.core.values import EMOTIONS, Emotion

RAVDESS: dict[str, Emotion] = {
    "01": "neutral", "02": "neutral", "03": "happy", "04": "sad", "05": "angry", "06": "fearful",
    "07": "disgusted", "08": "surprised",
}  # fmt: skip
"""Third field of a name; calm (02) counts as neutral."""

EMODB: dict[str, Emotion] = {
    "N": "neutral", "F": "happy", "T": "sad", "W": "angry", "A": "fearful", "E": "disgusted",
}  # fmt: skip
"""Sixth letter of a name; boredom (L) is left out."""


class Clip(NamedTuple):
    """One recording: `label` is an index into EMOTIONS, `acted` what the corpus calls it, `speaker` unique over all."""

    path: Path
    corpus: str
    speaker: str
    label: int
    acted: str


def clips(root: Path) -> list[Clip]:
    """All recordings of seven-label use under ``root/ravdess`` and ``root/emodb``, by name."""
    return [*_read(root / "ravdess"), *_read(root / "emodb")]


def _read(folder: Path) -> Iterator[Clip]:
    for path in sorted([*folder.glob("*.flac"), *folder.glob("*.wav")]):
        if folder.name == "ravdess":
            fields = path.stem.split("-")
            acted, speaker = fields[2], fields[6]
            emotion = RAVDESS.get(acted)
        else:
            acted, speaker = path.stem[5], path.stem[:2]
            emotion = EMODB.get(acted)
        if emotion is not None:
            yield Clip(path, folder.name, f"{folder.name}-{speaker}", EMOTIONS.index(emotion), acted)
