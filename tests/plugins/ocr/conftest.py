"""The weights of PP-OCR, or a skip that says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.settings import Settings
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.ocr.weights import WEIGHTS


@pytest.fixture(scope="session")
def ocr_weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing(WEIGHTS):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder(WEIGHTS)
