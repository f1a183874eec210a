"""Who hears an utterance, with pretended recognisers."""

from __future__ import annotations

from typing import Any

import numpy as np

from sensorium.core.utterances import Utterance
from sensorium.core.values import TimeSpan
from sensorium.plugins.speech import moonshine
from sensorium.plugins.speech.listener import Listener
from sensorium.plugins.speech.whisper import Spoken, TimedWord, Written

SOUND = np.zeros(1600, np.float32)


def utterance(start: float, end: float) -> Utterance:
    span = TimeSpan(start=start, end=end)
    return Utterance(span, (span,))


class English:
    def __init__(self, confidence: float) -> None:
        self.confidence = confidence
        self.asked = 0

    def hear(self, sound: object) -> moonshine.Heard:
        self.asked += 1
        return moonshine.Heard("hello there" if self.confidence else "", self.confidence)


class Many:
    def __init__(self, **languages: float) -> None:
        self.languages = languages

    def encode(self, sound: object) -> Spoken:
        return Spoken(None, 1.0, self.languages)

    def write(self, spoken: Spoken, language: str) -> Written:
        return Written("guten Tag", language, 0.9, (TimedWord("guten", 0.0, 0.4, 0.9), TimedWord("Tag", 0.4, 9.0, 0.8)))


def listener(many: Any, english: Any, identify: bool = False) -> Listener:
    return Listener(many, english, identify=identify)


def test_what_the_small_one_understands_stands() -> None:
    heard = listener(Many(de=1.0), English(0.95)).hear(utterance(1, 2), SOUND)
    assert (heard.segment.text, heard.segment.language) == ("hello there", "en")
    assert [word.exact for word in heard.segment.words] == [False, False]


def test_what_it_doubts_or_misses_goes_to_the_able_one() -> None:
    for confidence in (0.5, 0.0):
        heard = listener(Many(de=0.9, en=0.1), English(confidence)).hear(utterance(1, 2), SOUND)
        assert (heard.segment.text, heard.segment.language) == ("guten Tag", "de")


def test_word_times_are_media_times_inside_the_utterance() -> None:
    heard = listener(Many(de=1.0), None).hear(utterance(10, 11), SOUND)
    assert [(word.span.start, word.span.end) for word in heard.segment.words] == [(10, 10.4), (10.4, 11)]


def test_asked_for_a_language_it_always_identifies() -> None:
    english = English(0.99)
    heard = listener(Many(de=0.8, en=0.2), english, identify=True).hear(utterance(1, 2), SOUND)
    assert (english.asked, heard.segment.language, heard.share) == (0, "de", 0.8)


def test_a_foreign_medium_is_soon_not_tried_in_english() -> None:
    english = English(0.3)
    ear = listener(Many(de=0.95), english)
    for i in range(6):
        ear.hear(utterance(4 * i, 4 * i + 4), SOUND)
    assert english.asked == 3


def test_a_doubtful_language_follows_what_was_spoken_before() -> None:
    many = Many(de=0.95, pt=0.05)
    ear = listener(many, None)
    ear.hear(utterance(0, 4), SOUND)
    many.languages = {"pt": 0.31, "de": 0.2}
    assert ear.hear(utterance(5, 6), SOUND).segment.language == "de"
