"""Where the seven labels lie in valence and arousal, so that a distribution over labels has a point there too.

The coordinates are rounded from the affect circumplex (Russell 1980, J. Pers. Soc. Psychol. 39:1161) by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from sensorium.core.values import EMOTIONS, AffectScores, Emotion

PLACES: dict[Emotion, tuple[float, float]] = {
    "neutral": (0.0, 0.0),
    "happy": (0.8, 0.5),
    "sad": (-0.7, -0.4),
    "angry": (-0.6, 0.7),
    "fearful": (-0.6, 0.6),
    "disgusted": (-0.6, 0.3),
    "surprised": (0.1, 0.7),
}
"""(valence, arousal) of each label, -1..1."""


def scores_of(chances: Mapping[Emotion, float], unknown: float = 0.0) -> AffectScores:
    """Calibrated scores from label probabilities of any sum, with `unknown` set aside and the circumplex point.

    Valence and arousal are the mean over the labels, None where nothing but `unknown` is left.
    """
    total = sum(chances.values())
    if total <= 0 or unknown >= 1:
        return AffectScores(unknown=1.0)
    shares: dict[Emotion, float] = {label: (1 - unknown) * chances.get(label, 0.0) / total for label in EMOTIONS}
    valence = sum(share * PLACES[label][0] for label, share in shares.items()) / (1 - unknown)
    arousal = sum(share * PLACES[label][1] for label, share in shares.items()) / (1 - unknown)
    return AffectScores(**shares, unknown=unknown, valence=valence, arousal=arousal)
