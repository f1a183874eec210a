"""Feelings asked for."""

from __future__ import annotations

from sensorium.core.values import AffectAt, AffectScores, TimeSpan
from sensorium.plugins.voice_emotion.moments import described, moments


def row(start: float, **scores: float) -> AffectAt:
    span = TimeSpan(start=start, end=start + 4)
    voiced = (TimeSpan(start=start + 1, end=start + 3),)
    return AffectAt(span=span, scores=AffectScores(**scores), modality="voice", voiced=voiced)


def test_states_follow_the_score() -> None:
    rows = [
        row(0, sad=0.8),
        row(4, sad=0.39, neutral=0.5),
        row(8, sad=0.15, happy=0.8),
        row(12, sad=0.01),
        row(16, sad=0.45),
    ]
    found = moments(rows, "sad")
    assert [(moment.span.start, moment.state) for moment in found] == [
        (0, "verified"),
        (4, "candidate"),
        (8, "contradicted"),
        (16, "verified"),
    ]


def test_evidence_keeps_the_voiced_times() -> None:
    (moment,) = moments([row(4, angry=0.9)], "angry")
    (evidence,) = moment.evidence
    assert (moment.span, evidence.voiced) == (TimeSpan(start=4, end=8), (TimeSpan(start=5, end=7),))
    assert "angry 0.90" in evidence.text


def test_a_pole_gathers_its_labels() -> None:
    (moment,) = moments([row(0, sad=0.2, angry=0.2, fearful=0.2, neutral=0.4)], "negative")
    assert (moment.state, round(moment.score, 2)) == ("verified", 0.6)


def test_the_unknown_is_never_verified() -> None:
    (moment,) = moments([row(0, sad=0.4, unknown=0.6)], "sad")
    assert moment.state == "candidate"


def test_description_names_the_two_likeliest() -> None:
    assert described(AffectScores(sad=0.7, neutral=0.2, happy=0.1)) == "sad 0.70, neutral 0.20"
