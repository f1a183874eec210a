"""Which recogniser hears an utterance, and in which language: the cheap one first, the able one where it doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.utterances import Utterance
from sensorium.core.values import Segment, TimeSpan, Word
from sensorium.plugins.speech.moments import Heard
from sensorium.plugins.speech.moonshine import Heard as Found
from sensorium.plugins.speech.moonshine import Moonshine
from sensorium.plugins.speech.tongues import SURE, Tongues
from sensorium.plugins.speech.whisper import TimedWord, Whisper
from sensorium.plugins.speech.wording import shared_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNDERSTOOD = 0.9
"""Moonshine's confidence from which its words stand. Of 96 acted English clips below it (a third) Whisper mended two
thirds of the wrong words; German sentences have at most 0.8."""
LIKELY = 0.75
"""From here on they stand too where Whisper hears nothing."""


class Listener:
    """One medium's utterances, in order; what was heard before helps to tell the language of a short one.

    With `identify` every utterance's language is told by Whisper, even where the words are plain English.
    """

    def __init__(self, many: Whisper, english: Moonshine | None, *, identify: bool) -> None:
        self._many = many
        self._english = None if identify else english
        self._tongues = Tongues()

    def hear(self, utterance: Utterance, sound: NDArray[np.float32]) -> Heard:
        """What is said in `sound`, the utterance's voiced core (16 kHz mono); an empty text where nothing is."""
        found = None
        if self._english is not None and not self._tongues.foreign:
            found = self._english.hear(sound)
            if found.confidence >= UNDERSTOOD:
                return self._in_english(utterance, found)
        heard = self._by_whisper(utterance, sound)
        if not heard.segment.text and found is not None and found.confidence >= LIKELY:
            return self._in_english(utterance, found)
        return heard

    def _in_english(self, utterance: Utterance, found: Found) -> Heard:
        self._tongues.note("en", utterance.core.seconds)
        words = shared_out(found.text, utterance.voiced, found.confidence)
        return self._heard(utterance, found.text, "en", found.confidence, words, found.confidence)

    def _by_whisper(self, utterance: Utterance, sound: NDArray[np.float32]) -> Heard:
        encoded = self._many.encode(sound)
        tongue = self._tongues.likeliest(encoded.languages)
        written = self._many.write(encoded, tongue.code)
        if written.text and tongue.share >= SURE:
            self._tongues.note(tongue.code, utterance.core.seconds)
        words = tuple(_placed(word, utterance.core) for word in written.words)
        return self._heard(utterance, written.text, tongue.code, written.confidence, words, tongue.share)

    @staticmethod
    def _heard(
        utterance: Utterance, text: str, language: str, score: float, words: tuple[Word, ...], share: float
    ) -> Heard:
        segment = Segment(text=text, span=utterance.core, language=language, score=min(1.0, score), words=words)
        return Heard(utterance, segment, min(1.0, share))


def _placed(word: TimedWord, core: TimeSpan) -> Word:
    start, end = (min(core.start + at, core.end) for at in (word.start, word.end))
    return Word(text=word.text, span=TimeSpan(start=start, end=end), score=word.score)
