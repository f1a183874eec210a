"""Which recogniser hears an utterance, and in which language: the cheap one first, the able one where it doubts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sensorium.core.utterances import Utterance
from sensorium.core.values import Segment, TimeSpan, Word
from sensorium.plugins.speech.moments import Heard
from sensorium.plugins.speech.moonshine import Moonshine
from sensorium.plugins.speech.whisper import Spoken, TimedWord, Whisper
from sensorium.plugins.speech.wording import shared_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNDERSTOOD = 0.8
"""Moonshine's mean token probability from which its words stand: English had 0.85 to 0.99, German 0.33 to 0.76."""
SURE = 0.7
"""Probability from which an utterance's own language counts; below, the other utterances' languages weigh in."""
FOREIGN_AFTER = 10.0
"""Seconds of speech after which a medium that is hardly English is no longer tried in English."""


class Listener:
    """One medium's utterances, in order; what was heard before helps to tell the language of a short one.

    With `identify` every utterance's language is told by Whisper, even where the words are plain English.
    """

    def __init__(self, many: Whisper, english: Moonshine | None, *, identify: bool) -> None:
        self._many = many
        self._english = None if identify else english
        self._seconds: Counter[str] = Counter()

    def hear(self, utterance: Utterance, sound: NDArray[np.float32]) -> Heard:
        """What is said in `sound`, the utterance's voiced core (16 kHz mono); an empty text where nothing is."""
        if self._english is not None and not self._foreign:
            found = self._english.hear(sound)
            if found.confidence >= UNDERSTOOD:
                self._note("en", utterance)
                words = shared_out(found.text, utterance.voiced, found.confidence)
                return self._heard(utterance, found.text, "en", found.confidence, words, found.confidence)
        return self._by_whisper(utterance, sound)

    def _by_whisper(self, utterance: Utterance, sound: NDArray[np.float32]) -> Heard:
        encoded = self._many.encode(sound)
        language, share = self._language(encoded)
        written = self._many.write(encoded, language)
        if written.text and share >= SURE:
            self._note(language, utterance)
        words = tuple(_placed(word, utterance.core) for word in written.words)
        return self._heard(utterance, written.text, language, written.confidence, words, share)

    @staticmethod
    def _heard(
        utterance: Utterance, text: str, language: str, score: float, words: tuple[Word, ...], share: float
    ) -> Heard:
        segment = Segment(text=text, span=utterance.core, language=language, score=min(1.0, score), words=words)
        return Heard(utterance, segment, min(1.0, share))

    def _note(self, language: str, utterance: Utterance) -> None:
        self._seconds[language] += round(utterance.core.seconds * 1000)

    @property
    def _foreign(self) -> bool:
        total = sum(self._seconds.values())
        return total > FOREIGN_AFTER * 1000 and self._seconds["en"] * 4 < total

    def _language(self, encoded: Spoken) -> tuple[str, float]:
        """The language and its probability, given also what was spoken before."""
        own = encoded.languages
        best = max(own, key=lambda code: own[code])
        if own[best] >= SURE or not self._seconds:
            return best, own[best]
        total = sum(self._seconds.values())
        weighed = {code: share * (0.1 + self._seconds[code] / total) for code, share in own.items()}
        best = max(weighed, key=lambda code: weighed[code])
        return best, weighed[best] / sum(weighed.values())


def _placed(word: TimedWord, core: TimeSpan) -> Word:
    start, end = (min(core.start + at, core.end) for at in (word.start, word.end))
    return Word(text=word.text, span=TimeSpan(start=start, end=end), score=word.score)
