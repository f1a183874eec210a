"""English: the head's emotion and VADER's polarity (Hutto & Gilbert 2014), each over the text's pieces."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from sensorium.core.values import EMOTIONS, Emotion
from sensorium.plugins.text_emotion.encoder import Encoder
from sensorium.plugins.text_emotion.head import Head
from sensorium.plugins.text_emotion.language import pieces

FOREIGN, FAMILIAR = 0.4, 0.7
"""Share of words the English vocabulary knows whole: below the first nothing is told, above the second all."""
NEGATIVE: tuple[Emotion, ...] = ("sad", "angry", "fearful", "disgusted")


class Told(NamedTuple):
    """Probabilities of the labels (summing to 1), the mass to leave unknown, and polarity, -1..1."""

    chances: dict[Emotion, float]
    unknown: float
    polarity: float


class English:
    """Encoder, head and polarity rules."""

    def __init__(self, folder: Path, head: Path, threads: int = 1) -> None:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        self._encoder = Encoder(folder / "model.onnx", folder / "tokenizer.json", threads)
        self._head = Head.open(head)
        self._vader: Any = SentimentIntensityAnalyzer()

    def tell(self, text: str) -> Told:
        """A text's pieces, averaged by their words."""
        parts = [(self._tell(piece), len(piece.split())) for piece in pieces(text)]
        total = sum(words for _, words in parts)
        if not total:
            return Told(dict.fromkeys(EMOTIONS, 0.0), 1.0, 0.0)
        chances: dict[Emotion, float] = {
            label: sum(part.chances[label] * words for part, words in parts) / total for label in EMOTIONS
        }
        unknown = sum(part.unknown * words for part, words in parts) / total
        return Told(chances, unknown, sum(part.polarity * words for part, words in parts) / total)

    def _tell(self, text: str) -> Told:
        encoded = self._encoder.encode(text)
        chances = self._head.chances(encoded.states, text)
        compound = float(self._vader.polarity_scores(text)["compound"])
        leaning = chances["happy"] - sum(chances[label] for label in NEGATIVE)
        doubt = (FAMILIAR - encoded.known) / (FAMILIAR - FOREIGN)
        return Told(chances, min(1.0, max(0.0, doubt)), (compound + leaning) / 2)
