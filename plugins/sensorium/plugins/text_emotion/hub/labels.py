"""What the checkpoints call feelings, and what we do."""

from __future__ import annotations

from collections.abc import Mapping

from sensorium.core.values import Emotion

SEVEN: Mapping[str, Emotion | None] = {
    "anger": "angry", "disgust": "disgusted", "fear": "fearful", "joy": "happy", "neutral": "neutral",
    "sadness": "sad", "surprise": "surprised",
}  # fmt: skip

_GROUPS: dict[Emotion, tuple[str, ...]] = {
    "angry": ("anger", "annoyance", "disapproval"),
    "disgusted": ("disgust",),
    "fearful": ("fear", "nervousness"),
    "happy": (
        "joy", "amusement", "approval", "excitement", "gratitude", "love", "optimism", "relief", "pride",
        "admiration", "desire", "caring",
    ),
    "sad": ("sadness", "disappointment", "embarrassment", "grief", "remorse"),
    "surprised": ("surprise", "realization", "confusion", "curiosity"),
    "neutral": ("neutral",),
}  # fmt: skip

GOEMOTIONS: Mapping[str, Emotion | None] = {name: ours for ours, names in _GROUPS.items() for name in names}
"""The Ekman grouping of GoEmotions (Demszky et al. 2020)."""

SENTIMENT: Mapping[str, tuple[str, ...]] = {
    "positive": _GROUPS["happy"],
    "negative": (*_GROUPS["angry"], *_GROUPS["disgusted"], *_GROUPS["fearful"], *_GROUPS["sad"]),
}
"""The sentiments of GoEmotions; its fourth, ambiguous, leans nowhere."""

NEGATIVE: tuple[Emotion, ...] = ("sad", "angry", "fearful", "disgusted")


def polarity_of(chances: Mapping[Emotion, float]) -> float:
    """Happy less what is unpleasant, -1..1."""
    leaning = chances.get("happy", 0.0) - sum(chances.get(label, 0.0) for label in NEGATIVE)
    return max(-1.0, min(1.0, leaning))
