"""What every command starts from."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sensorium.agent.cli.session import hushed, require_place, settings_with
from sensorium.core.errors import BadInput


def test_native_chatter_is_kept_off_and_pythons_words_are_not(capfd: pytest.CaptureFixture[str]) -> None:
    with capfd.disabled():
        read, write = os.pipe()
        before = os.dup(2)
        os.dup2(write, 2)
        try:
            with hushed():
                os.write(2, b"INFO: Created a delegate\n")
                sys.stderr.write("two words\n")
            os.write(2, b"and after\n")
        finally:
            os.dup2(before, 2)
            os.close(before)
            os.close(write)
        said = os.read(read, 1000)
        os.close(read)
    assert said == b"two words\nand after\n"


def test_it_lets_errors_through(capfd: pytest.CaptureFixture[str]) -> None:
    shown = sys.stderr
    with pytest.raises(ValueError, match="mine"), hushed():
        raise ValueError("mine")
    assert sys.stderr is shown


def test_places_that_will_not_do(tmp_path: Path) -> None:
    require_place(None, "--report")
    require_place(tmp_path / "new.html", "--report")
    for place, said in ((tmp_path, "is a folder"), (tmp_path / "no" / "file", "its folder does not exist")):
        with pytest.raises(BadInput, match=said) as caught:
            require_place(place, "--report")
        assert caught.value.where == f"--report {place}"


def test_an_option_wins_over_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SENSORIUM_HOME", str(tmp_path))
    monkeypatch.setenv("SENSORIUM_OFFLINE", "true")
    monkeypatch.setenv("SENSORIUM_PROFILE", "hub")
    assert settings_with(profile="embedded").profile == "embedded"
    assert settings_with().profile == "hub"
    assert settings_with(offline=False).offline, "an option that was not given decides nothing"
