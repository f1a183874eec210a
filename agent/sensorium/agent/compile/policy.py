"""What the user allows and prefers, as far as planning goes."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sensorium.core.choosing import Preference
from sensorium.core.weights import WeightFile


class Policy(NamedTuple):
    """`wants` chooses among models; `faces`: may facial expression take part where it was not named."""

    wants: Preference = Preference(profile="embedded")
    faces: bool = False


class Stock(Protocol):
    """What is already in the weight store."""

    def has(self, file: WeightFile) -> bool:
        """Whether the file can be had without fetching it."""
        ...
