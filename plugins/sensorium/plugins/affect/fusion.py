"""Late fusion of what voice, words and face say of one utterance: log-linear pooling, weighted, with abstention.

Each source gives a distribution over the seven labels and keeps part of its mass unknown. The pooled log-probability
is the sum of the sources', each times its reliability and its known mass, against an even prior (Genest & Zidek 1986,
Statistical Science 1:114, on logarithmic pools). A source that knows nothing adds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from sensorium.core.values import EMOTIONS, AffectScores, Emotion
from sensorium.plugins.affect.circumplex import scores_of

Modality = Literal["voice", "words", "face"]

RELIABILITY: Mapping[Modality, float] = {"voice": 1.0, "words": 0.7, "face": 0.8}
"""How far each source is believed. Voice is the reference; words name a feeling that need not be the speaker's, and
are misheard; faces are seen twice a second. Set by hand in that order, not fitted."""
FLOOR = 0.005
"""No source rules a label out: probabilities are taken for at least this much."""


class Vote(NamedTuple):
    """What one source says of one utterance."""

    modality: Modality
    scores: AffectScores


def fused(votes: Iterable[Vote]) -> AffectScores:
    """One distribution from the votes; all of it `unknown` where nothing speaks.

    Weights are relative to the weightiest vote, so that a source alone is taken at its word.
    """
    told = [(vote, *heard(vote)) for vote in votes]
    heaviest = max((RELIABILITY[vote.modality] * known for vote, _, known in told), default=0.0)
    if not heaviest:
        return AffectScores(unknown=1.0)
    logits: dict[Emotion, float] = dict.fromkeys(EMOTIONS, 0.0)
    for vote, chances, known in told:
        weight = RELIABILITY[vote.modality] * known / heaviest
        for label in EMOTIONS:
            logits[label] += weight * math.log(max(chances[label], FLOOR))
    top = max(logits.values())
    doubt = math.prod(1 - known for _, _, known in told)
    return scores_of({label: math.exp(logit - top) for label, logit in logits.items()}, unknown=doubt)


def heard(vote: Vote) -> tuple[dict[Emotion, float], float]:
    """A vote as label probabilities summing to 1, and how much of it counts, 0..1.

    Plain words are no evidence of a calm speaker: people are angry in neutral sentences. So the neutral mass of
    words counts as unknown.
    """
    scores = vote.scores
    chances: dict[Emotion, float] = {label: scores.of(label) for label in EMOTIONS}
    if vote.modality == "words":
        chances["neutral"] = 0.0
    known = sum(chances.values())
    if known <= 0:
        return dict.fromkeys(EMOTIONS, 1 / len(EMOTIONS)), 0.0
    shares: dict[Emotion, float] = {label: chance / known for label, chance in chances.items()}
    if vote.modality == "words":
        even = 1 / len(EMOTIONS)
        shares = {label: even if label == "neutral" else share * (1 - even) for label, share in shares.items()}
    return shares, min(1.0, known)


def averaged(parts: Iterable[tuple[AffectScores, float]]) -> AffectScores:
    """Several answers of one source about one utterance as one: their mean, weighted (by seconds shared)."""
    rows = [(scores, weight) for scores, weight in parts if weight > 0]
    total = sum(weight for _, weight in rows)
    if not total:
        return AffectScores(unknown=1.0)
    unknown = min(1.0, sum(scores.unknown * weight for scores, weight in rows) / total)
    mean: dict[Emotion, float] = dict.fromkeys(EMOTIONS, 0.0)
    for scores, weight in rows:
        for label in EMOTIONS:
            mean[label] += scores.of(label) * weight / total
    return scores_of(mean, unknown)
