"""The languages of one medium: which one an utterance is in, given those before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

SURE = 0.7
"""Probability from which an utterance's own language counts; below, the other utterances' languages weigh in."""
FOREIGN_AFTER = 10.0
"""Seconds of speech after which a medium that is hardly English is no longer tried in English."""


class Tongue(NamedTuple):
    """A language (an ISO 639-1 code) and its probability."""

    code: str
    share: float


class Tongues:
    """Seconds spoken in each language so far."""

    def __init__(self) -> None:
        self._seconds: Counter[str] = Counter()

    def note(self, code: str, seconds: float) -> None:
        """So many seconds were in this language."""
        self._seconds[code] += round(seconds * 1000)

    @property
    def foreign(self) -> bool:
        """Whether it is hardly English that is spoken."""
        total = sum(self._seconds.values())
        return total > FOREIGN_AFTER * 1000 and self._seconds["en"] * 4 < total

    def likeliest(self, own: Mapping[str, float]) -> Tongue:
        """The language of an utterance whose sound alone gives these probabilities."""
        best = max(own, key=lambda code: own[code])
        if own[best] >= SURE or not self._seconds:
            return Tongue(best, own[best])
        total = sum(self._seconds.values())
        weighed = {code: share * (0.1 + self._seconds[code] / total) for code, share in own.items()}
        best = max(weighed, key=lambda code: weighed[code])
        return Tongue(best, weighed[best] / sum(weighed.values()))
