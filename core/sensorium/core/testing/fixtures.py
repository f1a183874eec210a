"""Fixtures for plugin tests; say ``pytest_plugins = ["sensorium.core.testing.fixtures"]`` in the conftest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sensorium.core.registry import Registry
from sensorium.core.testing.media import make_video
from sensorium.core.testing.running import isolated_registry
from sensorium.core.values import Media


@pytest.fixture
def sensorium_registry() -> Callable[..., Registry]:
    """Makes a registry of the given plugins alone; nothing installed is discovered."""
    return isolated_registry


@pytest.fixture(scope="session")
def sensorium_film(tmp_path_factory: pytest.TempPathFactory) -> Media:
    """Four seconds of film with a tone; `testing.media.frame_number` reads its frames."""
    from sensorium.core.media import open_media

    folder: Path = tmp_path_factory.mktemp("film")
    return open_media(make_video(folder / "film.mp4", seconds=4, fps=10, audio=True))
