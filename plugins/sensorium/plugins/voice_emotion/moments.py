"""From the emotion of utterances to moments of a feeling."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.core.tasks.affect import Feeling
from sensorium.core.values import EMOTIONS, AffectAt, AffectScores, Evidence, Moment, State
from sensorium.plugins.affect.feelings import Thresholds, mass

SURE = Thresholds(verified=0.35, candidate=0.2, notable=0.08, rival=0.8)
"""By `train`, on unheard speakers: F1 is flat from 0.25 to 0.45 for every label, and as good where a near tie is enough
as where a claim must be the likeliest; more is found."""


def moments(timeline: Sequence[AffectAt], feeling: Feeling) -> list[Moment]:
    """One moment for each utterance that has, or nearly has, `feeling`; in order of time."""
    found = []
    for row in timeline:
        state = SURE.state(row.scores, feeling)
        if state is not None:
            found.append(_moment(row, feeling, mass(row.scores, feeling), state))
    return found


def _moment(row: AffectAt, feeling: Feeling, score: float, state: State) -> Moment:
    evidence = Evidence(
        clause=f'voice("{feeling}")',
        text=f"the voice sounds {described(row.scores)}",
        score=score,
        span=row.span,
        voiced=row.voiced,
    )
    return Moment(span=row.span, score=score, label=feeling, state=state, evidence=(evidence,))


def described(scores: AffectScores) -> str:
    """The two likeliest labels with their probabilities, such as "sad 0.81, neutral 0.08"."""
    top = sorted(EMOTIONS, key=scores.of, reverse=True)[:2]
    return ", ".join(f"{label} {scores.of(label):.2f}" for label in top)
