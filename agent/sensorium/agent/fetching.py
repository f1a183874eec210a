"""A weight store that fetches at first use, so that a newcomer's first question needs no other command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sensorium.core.weights import WeightFile
from sensorium.core.weights.store import WeightStore

Fetched = Callable[[WeightFile, int, int | None], None]
"""Called with the file, the bytes that have come and how many there will be (None: not known)."""


class FetchingStore:
    """What the host needs of a weight store; what is missing is fetched first, unless the store is offline."""

    def __init__(self, store: WeightStore, heard: Fetched | None = None) -> None:
        self._store = store
        self._heard = heard

    def digest(self, file: WeightFile) -> str | None:
        """The file's identity where it is known."""
        return self._store.digest(file)

    def folder(self, files: Sequence[WeightFile], *, model: str = "") -> Path:
        """A folder with every file under its name; WeightsError where one cannot be had."""
        missing = self._store.missing(files)
        if missing and not self._store.offline:
            self._store.pull_all(missing, self._heard)
        return self._store.folder(files, model=model)
