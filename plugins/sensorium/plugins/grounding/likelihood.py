"""From measures to calibrated probabilities, and from probabilities to states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sensorium.core.values import State

VERIFIED = 0.5
CANDIDATE = 0.25
UNTOLD = 0.45
"""What a word is worth that no model here can tell: enough for a candidate, never for more."""


def logistic(measure: float, middle: float, width: float) -> float:
    """0.5 at `middle`, 0.73 one `width` above it; a negative width falls."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, (measure - middle) / width))))


def state_of(score: float) -> State:
    """Kleene state of a calibrated probability."""
    return "verified" if score >= VERIFIED else "candidate" if score >= CANDIDATE else "contradicted"
