"""A feeling asked for, as the set of labels that answer it, and how sure an answer must be."""

from __future__ import annotations

from typing import NamedTuple

from sensorium.core.tasks.affect import Feeling
from sensorium.core.values import EMOTIONS, AffectScores, Emotion, State

POLES: dict[Feeling, tuple[Emotion, ...]] = {
    "positive": ("happy",),
    "negative": ("sad", "angry", "fearful", "disgusted"),
}
"""Surprise is on neither side: it may be of either kind."""


class Thresholds(NamedTuple):
    """Least scores: of a verified claim, of a candidate, and of a near miss worth showing.

    `rival` is the share of the likeliest other label's score that a verified claim reaches too.
    """

    verified: float
    candidate: float
    notable: float
    rival: float = 1.0

    def state(self, scores: AffectScores, feeling: Feeling) -> State | None:
        """The state of the claim that `feeling` is meant, None where it is not worth a row.

        A claim is verified only where no other label is clearly likelier, and never where the unknown is.
        """
        score = mass(scores, feeling)
        if score >= self.verified and score >= max(scores.unknown, self.rival * beside(scores, feeling)):
            return "verified"
        if score >= self.candidate:
            return "candidate"
        return "contradicted" if score >= self.notable else None


def labels(feeling: Feeling) -> tuple[Emotion, ...]:
    """The labels that answer `feeling`: itself, or those of its pole."""
    return POLES.get(feeling) or tuple(emotion for emotion in EMOTIONS if emotion == feeling)


def mass(scores: AffectScores, feeling: Feeling) -> float:
    """The probability that `feeling` is meant, 0..1."""
    return min(1.0, sum(scores.of(label) for label in labels(feeling)))


def beside(scores: AffectScores, feeling: Feeling) -> float:
    """The score of the likeliest label that does not answer `feeling`."""
    return max(scores.of(label) for label in EMOTIONS if label not in labels(feeling))


def sentiment(scores: AffectScores) -> dict[str, float]:
    """The three-class view: positive, negative and, with surprise, neutral; with `unknown` they sum to 1."""
    poles: dict[str, float] = {pole: mass(scores, pole) for pole in POLES}
    return poles | {"neutral": scores.neutral + scores.surprised}


def described(scores: AffectScores, feeling: Feeling | None = None, least: float = 0.1) -> str:
    """The likeliest labels in words, such as ``sad .62, neutral .21``; of sentiment where a pole was asked for."""
    labelled = sentiment(scores) if feeling in POLES else {label: scores.of(label) for label in EMOTIONS}
    named = [*labelled.items(), ("unknown", scores.unknown)]
    shown = sorted((each for each in named if each[1] >= least), key=lambda each: -each[1])
    return ", ".join(f"{label} {value:.2f}".replace(" 0.", " .") for label, value in shown)
