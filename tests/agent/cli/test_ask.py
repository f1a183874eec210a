"""``sensorium ask``: what is noticed before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.agent.cli.ask import require_order
from sensorium.core.errors import BadInput


def test_a_file_before_the_request_is_noticed(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.touch()
    with pytest.raises(BadInput, match=r"the request comes first.*sensorium ask 'red car' "):
        require_order(str(film), [Path("red car")])


def test_what_is_no_file_is_a_request(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.touch()
    require_order("red car", [film])
    require_order("red car", [])
    require_order("red car", [tmp_path / "nowhere.mp4"])
    require_order(str(film), [])
    require_order("x" * 10_000, [tmp_path / "nowhere.mp4"])
