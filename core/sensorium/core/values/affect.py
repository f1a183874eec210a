"""Affect as a first-class value: seven labels, valence and arousal, and the right not to know."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from sensorium.core.values.base import Value
from sensorium.core.values.spans import TimeSpan

Emotion = Literal["neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised"]
EMOTIONS: tuple[Emotion, ...] = get_args(Emotion)


class AffectScores(Value):
    """Calibrated probabilities of the seven labels; with `unknown` they sum to 1.

    `unknown` is the probability mass no label may claim: silence, noise, no face, a text without feeling.
    `valence` and `arousal` are -1..1, None where a model does not tell.
    """

    neutral: float = Field(default=0.0, ge=0, le=1)
    happy: float = Field(default=0.0, ge=0, le=1)
    sad: float = Field(default=0.0, ge=0, le=1)
    angry: float = Field(default=0.0, ge=0, le=1)
    fearful: float = Field(default=0.0, ge=0, le=1)
    disgusted: float = Field(default=0.0, ge=0, le=1)
    surprised: float = Field(default=0.0, ge=0, le=1)
    unknown: float = Field(default=0.0, ge=0, le=1)
    valence: float | None = Field(default=None, ge=-1, le=1)
    arousal: float | None = Field(default=None, ge=-1, le=1)

    def of(self, emotion: Emotion) -> float:
        """The probability of one label."""
        return float(getattr(self, emotion))

    @property
    def best(self) -> Emotion | None:
        """The likeliest label, or None where `unknown` outweighs it."""
        top = max(EMOTIONS, key=self.of)
        return top if self.of(top) >= self.unknown else None


class AffectAt(Value):
    """Affect over a span; `modality` is voice, words, face or fused."""

    span: TimeSpan
    scores: AffectScores
    modality: Literal["voice", "words", "face", "fused"] = "fused"
    voiced: tuple[TimeSpan, ...] = ()
    text: str = ""
