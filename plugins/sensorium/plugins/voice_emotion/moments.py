"""From the emotion of utterances to moments of a feeling."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.core.tasks.affect import Feeling
from sensorium.core.values import EMOTIONS, AffectAt, AffectScores, Emotion, Evidence, Moment, State

POLES: dict[Feeling, tuple[Emotion, ...]] = {
    "positive": ("happy",),
    "negative": ("sad", "angry", "fearful", "disgusted"),
}
VERIFIED, CANDIDATE, NOTABLE = 0.35, 0.2, 0.08
"""On unheard speakers F1 is flat from 0.25 to 0.45 for every label; at 0.35 it is 0.60 (RAVDESS's sad) to 0.96."""


def moments(timeline: Sequence[AffectAt], feeling: Feeling) -> list[Moment]:
    """One moment for each utterance that has, or nearly has, `feeling`; in order of time.

    It is verified from 0.35 on where nothing else is much likelier, a candidate from 0.2 on, a near miss from 0.08 on.
    """
    found = []
    for row in timeline:
        labels = POLES.get(feeling) or tuple(label for label in EMOTIONS if label == feeling)
        score = min(1.0, sum(row.scores.of(label) for label in labels))
        if score >= NOTABLE:
            found.append(_moment(row, feeling, score, _state(row.scores, labels, score)))
    return found


def _state(scores: AffectScores, labels: Sequence[Emotion], score: float) -> State:
    beside = max(scores.unknown, *(scores.of(label) for label in EMOTIONS if label not in labels))
    if score >= VERIFIED and score >= beside:
        return "verified"
    return "candidate" if score >= CANDIDATE else "contradicted"


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
