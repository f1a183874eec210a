"""Utterances as answers."""

from __future__ import annotations

from sensorium.core.utterances import Utterance
from sensorium.core.values import Segment, TimeSpan, Word
from sensorium.plugins.speech.moments import Heard, prevailing, said, spoken


def heard(start: float, text: str, language: str = "en", share: float = 0.95) -> Heard:
    core = TimeSpan(start=start + 1, end=start + 2)
    count = max(1, len(text.split()))
    words = tuple(
        Word(text=word, span=TimeSpan(start=start + 1 + i / count, end=start + 1 + (i + 1) / count))
        for i, word in enumerate(text.split())
    )
    segment = Segment(text=text, span=core, language=language, words=words)
    return Heard(Utterance(TimeSpan(start=start, end=start + 4), (core,)), segment, share)


ROWS = [heard(0, "kids are talking by the door"), heard(4, "dogs are sitting by the door"), heard(8, "")]


def test_a_moment_lasts_the_utterance_and_shows_the_words() -> None:
    first, second = said("talking by the door", ROWS)
    assert (first.span, first.state) == (ROWS[0].utterance.span, "verified")
    assert second.state in ("candidate", "contradicted")
    (evidence,) = first.evidence
    assert evidence.voiced == ROWS[0].utterance.voiced
    assert evidence.span == TimeSpan(start=1 + 2 / 6, end=2)


def test_near_misses_are_few_and_contradicted() -> None:
    rows = [heard(4 * i, "nothing of the kind at all") for i in range(9)]
    found = said("supercalifragilistic", rows)
    assert all(moment.state == "contradicted" for moment in found)
    assert spoken("en", []) == []


def test_languages() -> None:
    rows = [heard(0, "hello", "en"), heard(4, "guten Tag", "de", 0.9), heard(8, "ja", "de", 0.4), heard(12, "", "de")]
    found = spoken("de-DE", rows)
    assert [(moment.span.start, moment.state) for moment in found] == [
        (0, "contradicted"),
        (4, "verified"),
        (8, "candidate"),
    ]


def test_the_prevailing_language_is_spoken_longest() -> None:
    rows = [heard(0, "hello", "en"), heard(4, "guten Tag", "de"), heard(8, "ja", "de")]
    assert prevailing([row.segment for row in rows]) == "de"
    assert prevailing([]) == ""
