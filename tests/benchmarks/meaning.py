"""How much of a reference translation's meaning a translation keeps."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np

from sensorium.core.settings import Settings
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.text_emotion.encoder import Encoder
from sensorium.plugins.text_emotion.weights import MINILM

ROWS = Path(__file__).with_name("listening.jsonl")
SMALL = """
a an the of to in on at by for with and or but if we you he she it they i me my your his her this that these those is
are was were be been am do does did not no so than then there here too very more most some any all one as from into up
down out will would can could must have has had us them our their its please
"""
EMPTY = frozenset(SMALL.split())


class Meaning:
    """Compares English texts by sentence vectors and by the content words they share."""

    def __init__(self) -> None:
        folder = WeightStore.of(Settings.load()).folder(MINILM)
        self._encoder = Encoder(folder / MINILM[0].name, folder / MINILM[1].name)

    def likeness(self, text: str, reference: str) -> float:
        """Cosine of the MiniLM vectors; unrelated sentences have about 0.1, paraphrases 0.8 and more."""
        a, b = (self._encoder.encode(each).states.mean(0) for each in (text or ".", reference))
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def content(text: str) -> Counter[str]:
    """The stems of a text's content words: small words left out, endings cut off."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return Counter(re.sub(r"(ies|ing|ed|es|s|e|y)$", "", word) for word in words if word not in EMPTY)


def recall(text: str, reference: str) -> float:
    """The share of the reference's content words that the text has too."""
    wanted, had = content(reference), content(text)
    return sum((wanted & had).values()) / max(1, sum(wanted.values()))


def character_f(text: str, reference: str, order: int = 3, beta: float = 2.0) -> float:
    """chrF (Popović 2015): F-score of the character n-grams up to `order`, recall counting `beta` times as much."""
    a, b = (re.sub(r"[\W_]", "", each.lower()) for each in (text, reference))
    scores = []
    for n in range(1, order + 1):
        has, wants = (Counter(each[i : i + n] for i in range(len(each) - n + 1)) for each in (a, b))
        shared = sum((has & wants).values())
        precision, found = shared / max(1, sum(has.values())), shared / max(1, sum(wants.values()))
        both = beta**2 * precision + found
        scores.append((1 + beta**2) * precision * found / both if both else 0.0)
    return sum(scores) / len(scores)
