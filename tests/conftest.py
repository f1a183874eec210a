"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BESIDE = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_root() -> Path:
    """The team's folder of real media and labelled data, or a skip that says what is missing."""
    root = Path(os.environ.get("SENSORIUM_TEST_SHARED", BESIDE))
    if not (root / "media").is_dir():
        pytest.skip(f"no shared media at {root}; set SENSORIUM_TEST_SHARED to a folder that holds media/")
    return root


@pytest.fixture(scope="session")
def shared_media(shared_root: Path) -> Path:
    return shared_root / "media"
