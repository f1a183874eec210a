"""What the folders of a training are called, as feelings; and the scores of feelings as scores of the seven labels."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sensorium.core.errors import BadInput
from sensorium.core.tasks.affect import FEELINGS, Feeling
from sensorium.core.values import EMOTIONS, AffectScores, Emotion
from sensorium.plugins.affect.circumplex import scores_of
from sensorium.plugins.affect.feelings import POLES, labels

SENTIMENT: tuple[Feeling, ...] = ("positive", "neutral", "negative")
NOUNS: Mapping[str, Feeling] = {
    "anger": "angry", "disgust": "disgusted", "fear": "fearful", "happiness": "happy", "joy": "happy",
    "sadness": "sad", "surprise": "surprised", "calm": "neutral",
}  # fmt: skip


def feelings_of(folders: Collection[str], where: Path) -> dict[str, Feeling]:
    """What each folder's name means.

    Raises BadInput where one names no feeling, or where emotions stand beside the poles of sentiment.
    """
    names: dict[str, Feeling] = {**dict(zip(FEELINGS, FEELINGS, strict=True)), **NOUNS}
    meant: dict[str, Feeling | None] = {folder: names.get(folder.strip().lower()) for folder in folders}
    if strange := sorted(folder for folder, feeling in meant.items() if feeling is None):
        raise BadInput(
            f"no feeling is called {', '.join(strange[:5])}",
            where=str(where),
            fix=f"name the subfolders {', '.join(EMOTIONS)}, or {', '.join(SENTIMENT)}",
        )
    known: dict[str, Feeling] = {folder: feeling for folder, feeling in meant.items() if feeling is not None}
    poles = sorted(folder for folder, feeling in known.items() if feeling in POLES)
    others = sorted(folder for folder, feeling in known.items() if feeling not in SENTIMENT)
    if poles and others:
        raise BadInput(
            f"{', '.join(poles)} and {', '.join(others)} overlap",
            where=str(where),
            fix="give folders of emotions, or of positive, neutral and negative, not both",
        )
    return known


def answerable(learnt: Sequence[Feeling]) -> tuple[Feeling, ...]:
    """The feelings that a model which has learnt these can be asked for: they, and the poles that they stand for."""
    poles = {pole for pole in POLES if any(label in learnt for label in labels(pole))}
    return tuple(each for each in FEELINGS if each in learnt or each in poles)


def spread(chances: Mapping[Feeling, float]) -> AffectScores:
    """The seven labels' scores; a pole's chance is shared out evenly among its labels."""
    told: dict[Emotion, float] = dict.fromkeys(EMOTIONS, 0.0)
    for feeling, chance in chances.items():
        for label in labels(feeling):
            told[label] += chance / len(labels(feeling))
    return scores_of(told)
