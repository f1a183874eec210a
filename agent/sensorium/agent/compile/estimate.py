"""What a step is expected to cost, from the model's card."""

from __future__ import annotations

from sensorium.agent.compile.policy import Stock
from sensorium.agent.plan import Estimate
from sensorium.core.choosing import ModelClass
from sensorium.core.model import StreamModel, WindowModel

PACE = "seconds_per_media_second"
"""The card figure that prices a model: seconds of work for one second of media, on two CPU cores."""

TYPICAL = 60.0
"""Seconds of media assumed where nothing is known of it."""


def estimate(model: ModelClass, duration: float | None, stock: Stock | None) -> Estimate:
    """Seconds of work, resident bytes, and bytes still to be fetched."""
    card = model.card
    guess = 0.1 if issubclass(model, StreamModel) else 0.05 if issubclass(model, WindowModel) else 0.02
    pace = card.measured.get(PACE, guess)
    missing = [file for file in card.weights if stock is not None and not stock.has(file)]
    return Estimate(
        seconds=round(pace * (duration or TYPICAL), 3),
        bytes=card.runs_on[0].bytes if card.runs_on else 0,
        download=sum(file.bytes or 0 for file in missing),
    )
