"""Utterances as moments: those that say a phrase, those in a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sensorium.core.utterances import Utterance
from sensorium.core.values import Evidence, Moment, Segment, State, TimeSpan
from sensorium.plugins.speech.matching import CLOSE, SAID, best_match

SPEAKS, PERHAPS = 0.6, 0.3
NEAREST = 3


class Heard(NamedTuple):
    """One utterance, what it says, and the probability of the language it is taken to be in."""

    utterance: Utterance
    segment: Segment
    share: float


def said(phrase: str, rows: Sequence[Heard]) -> list[Moment]:
    """A moment for every utterance that says `phrase`, or nearly; of the others the nearest three, contradicted."""
    scored = []
    for row in rows:
        words = row.segment.words
        match = best_match(phrase, [word.text for word in words])
        if match is not None:
            span = TimeSpan(start=words[match.first].span.start, end=words[match.last - 1].span.end)
            scored.append((match.score, row, span))
    limit = min([CLOSE, *sorted((score for score, *_ in scored if score < CLOSE), reverse=True)[:NEAREST]])
    return [
        _moment(row, score, f'says("{phrase}")', phrase, _state(score, SAID, CLOSE), span)
        for score, row, span in scored
        if score >= limit
    ]


def spoken(language: str, rows: Sequence[Heard]) -> list[Moment]:
    """A moment for every utterance in `language` (an ISO 639-1 code); those in others are contradicted."""
    wanted = language.split("-")[0].lower()
    found = []
    for row in rows:
        if row.segment.text:
            score = row.share if row.segment.language == wanted else 0.0
            state = _state(score, SPEAKS, PERHAPS)
            found.append(_moment(row, score, f'speaks("{language}")', language, state, row.utterance.core))
    return found


def prevailing(segments: Sequence[Segment]) -> str:
    """The language that is spoken longest; empty where nothing is."""
    seconds: Counter[str] = Counter()
    for segment in segments:
        seconds[segment.language] += round(segment.span.seconds * 1000)
    return seconds.most_common(1)[0][0] if seconds else ""


def _state(score: float, verified: float, candidate: float) -> State:
    return "verified" if score >= verified else "candidate" if score >= candidate else "contradicted"


def _moment(row: Heard, score: float, clause: str, label: str, state: State, span: TimeSpan) -> Moment:
    text = f"“{row.segment.text}” ({row.segment.language})"
    evidence = Evidence(clause=clause, text=text, score=score, span=span, voiced=row.utterance.voiced)
    return Moment(span=row.utterance.span, score=score, label=label, state=state, evidence=(evidence,))
