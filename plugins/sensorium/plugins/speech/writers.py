"""Who writes an utterance down while it grows, and in which language; settled once a word stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sensorium.plugins.speech.moonshine import Moonshine
from sensorium.plugins.speech.session import Guess
from sensorium.plugins.speech.tongues import SURE, Tongues
from sensorium.plugins.speech.whisper import RATE, Whisper

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNDERSTOOD = 0.8
"""Moonshine's confidence from which an utterance is taken to be English: it is cut short, which costs some."""


class ManyTongues:
    """Whisper: what is said, or with `translate` what that is in English."""

    def __init__(self, whisper: Whisper, tongues: Tongues, *, translate: bool) -> None:
        self._whisper = whisper
        self._tongues = tongues
        self._translate = translate
        self._language = ""
        self._noted = False

    def guess(self, sound: NDArray[np.float32], said: Sequence[int]) -> Guess:
        """The words after `said`; while nothing is said the language may still change."""
        encoded = self._whisper.encode(sound)
        if not said or not self._language:
            tongue = self._tongues.likeliest(encoded.languages)
            self._language = tongue.code
            if tongue.share >= SURE and not self._noted:
                self._noted = True
                self._tongues.note(tongue.code, len(sound) / RATE)
        translate = self._translate and self._language != "en"
        return Guess(self._whisper.go_on(encoded, self._language, said, translate=translate), self._language)

    def text(self, tokens: Sequence[int]) -> str:
        """What tokens spell."""
        return self._whisper.text(tokens)

    def original(self, sound: NDArray[np.float32]) -> str:
        """The utterance as spoken, where it was translated."""
        if not self._translate or self._language == "en":
            return ""
        words = self._whisper.go_on(self._whisper.encode(sound), self._language, ())
        return self._whisper.text([token for word in words for token in word.tokens]).strip()


class EnglishFirst:
    """Moonshine where it understands the utterance, else Whisper; whoever writes the first word writes the rest."""

    def __init__(self, english: Moonshine, many: Whisper, tongues: Tongues) -> None:
        self._english = english
        self._many = ManyTongues(many, tongues, translate=False)
        self._tongues = tongues
        self._in_english = True

    def guess(self, sound: NDArray[np.float32], said: Sequence[int]) -> Guess:
        """The words after `said`."""
        if said and not self._in_english:
            return self._many.guess(sound, said)
        if said or not self._tongues.foreign:
            words, confidence = self._english.go_on(sound, said)
            if said or confidence >= UNDERSTOOD:
                if not said:
                    self._tongues.note("en", len(sound) / RATE)
                self._in_english = True
                return Guess(words, "en")
        self._in_english = False
        return self._many.guess(sound, said)

    def text(self, tokens: Sequence[int]) -> str:
        """What tokens spell, in the table of whoever writes."""
        return self._english.text(tokens) if self._in_english else self._many.text(tokens)

    def original(self, sound: NDArray[np.float32]) -> str:
        """Nothing: what is written is what was spoken."""
        return ""
