"""What a model is given when it loads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sensorium.core.card import Card, RunsOn
from sensorium.core.host.remote import client
from sensorium.core.model import Options
from sensorium.core.settings import Settings
from sensorium.core.weights import WeightFile

if TYPE_CHECKING:
    import httpx


class Weights(Protocol):
    """The part of the weight store that loading needs."""

    def folder(self, files: Sequence[WeightFile], *, model: str = "") -> Path:
        """A folder with every file under its name, verified; WeightsError, at once, where one is missing."""
        ...

    def digest(self, file: WeightFile) -> str | None:
        """The declared sha256, or the one that the first pull locked."""
        ...


class Loading:
    """A `LoadContext`."""

    def __init__(
        self, card: Card, package: str, place: RunsOn, device: str, threads: int, weights: Weights, settings: Settings
    ) -> None:
        self.device = device
        self.chosen = place
        self.threads = threads
        self._card = card
        self._package = package
        self._weights = weights
        self._settings = settings
        self._http: httpx.AsyncClient | None = None

    @property
    def http(self) -> httpx.AsyncClient:
        """Limited to the card's remote hosts, with timeouts."""
        if self._http is None:
            self._http = client(self._card)
        return self._http

    @property
    def connected(self) -> bool:
        """Whether the model asked for an HTTP client."""
        return self._http is not None

    def weights(self) -> Path:
        """A folder with every WeightFile of the card under its name, verified."""
        return self._weights.folder(self._card.weights, model=self._card.name)

    def settings(self, kind: type[Options]) -> Options:
        """The plugin's own section of the settings."""
        return self._settings.plugin_settings(self._package, kind)
