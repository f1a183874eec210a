"""From what two views of a face say to calibrated scores: the network's vote and the action prototypes, pooled."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sensorium.core.values import AffectScores, Emotion
from sensorium.plugins.affect.circumplex import scores_of

SOFTENING = 1.5
"""The network is right about 2 times in 3 on its own test set, yet says .9 and more: its logits are divided by this."""
PROTOTYPE = 1.0
"""Log-odds that a fully shown prototype adds."""
SMALL, LARGE = 20.0, 60.0
"""Width of a face in pixels below which nothing can be told, and above which size hides nothing."""
NEVER_SURE = 0.05


def pooled(votes: Mapping[Emotion, float], shown: Mapping[Emotion, float]) -> dict[Emotion, float]:
    """Label probabilities from the network's log-probabilities and the prototypes' activations (0..1)."""
    logits: dict[Emotion, float] = {label: vote / SOFTENING + PROTOTYPE * shown[label] for label, vote in votes.items()}
    top = max(logits.values())
    raised: dict[Emotion, float] = {label: math.exp(logit - top) for label, logit in logits.items()}
    total = sum(raised.values())
    return {label: value / total for label, value in raised.items()}


def expressed(votes: Mapping[Emotion, float], shown: Mapping[Emotion, float], pixels: float) -> AffectScores:
    """Scores of one face; the smaller it is, the more stays unknown."""
    seen = min(1.0, max(0.0, (pixels - SMALL) / (LARGE - SMALL)))
    return scores_of(pooled(votes, shown), unknown=1 - (1 - NEVER_SURE) * seen)
