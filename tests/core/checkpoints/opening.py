"""What a model is given when it loads, with a folder of files in the weight store's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sensorium.core.card import RunsOn


class Opening:
    """A `LoadContext` over a folder."""

    device = "cpu"
    threads = 1

    def __init__(self, folder: Path, place: RunsOn | None = None) -> None:
        self.chosen = place or RunsOn("cpu")
        self._folder = folder

    def weights(self) -> Path:
        return self._folder

    @property
    def http(self) -> Any:
        raise AssertionError("a checkpoint asked for the network")

    def settings(self, kind: Any) -> Any:
        return kind()
