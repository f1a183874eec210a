"""Every command and option."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer.main

from sensorium.agent.cli import app as cli

ROOT: Any = typer.main.get_command(cli.app)
LEAVES = {
    name: command for name, command in [*ROOT.commands.items(), *ROOT.commands["models"].commands.items()]
    if name != "models"
}  # fmt: skip


def test_the_commands_are_those_promised() -> None:
    assert set(ROOT.commands) == {"ask", "plan", "tasks", "models", "plugins", "doctor", "demo", "train"}
    assert set(ROOT.commands["models"].commands) == {"list", "pull", "verify", "remove"}


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_command_says_what_it_does_and_speaks_json(name: str) -> None:
    command = LEAVES[name]
    assert command.help
    options = {text for param in command.params for text in param.opts}
    assert "--json" in options
    for param in command.params:
        assert getattr(param, "help", None), f"{name} {param.name} is not explained"


WAVING = """
import typer

def sensorium_commands(app):
    @app.command()
    def wave() -> None:
        "Wave to whoever asks."
        print("o/")

    @app.command()
    def ask() -> None:
        "Take the name of another command."

    app.add_typer(typer.Typer(), name="models", help="Take the name of a group.")
"""


@pytest.fixture
def waving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package with commands of its own; ``sensorium`` has one command, ``ask``."""
    info = tmp_path / "waving-1.0.dist-info"
    info.mkdir()
    (tmp_path / "waving.py").write_text(WAVING)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: waving\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[sensorium]\nwaving = waving\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SENSORIUM_SETTINGS", str(tmp_path / "settings.toml"))
    (tmp_path / "settings.toml").touch()
    own = typer.Typer()

    @own.command()
    def ask() -> None:
        """Our own."""

    monkeypatch.setattr(cli, "app", own)


def test_the_version_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["sensorium", "--version"])
    with pytest.raises(SystemExit) as left:
        cli.run()
    assert not left.value.code
    assert capsys.readouterr().out == f"sensorium {version('sensorium')}\n"


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[Any, str, str]:
    monkeypatch.setattr(sys, "argv", ["sensorium", *words])
    with pytest.raises(SystemExit) as left:
        cli.run()
    return left.value.code, *capsys.readouterr()


@pytest.mark.usefixtures("waving")
class TestCommandsOfPlugins:
    def test_one_runs(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = said(monkeypatch, capsys, "wave")
        assert not status
        assert out == "o/\n"

    def test_help_lists_it_and_ours_keep_their_names(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, out, _ = said(monkeypatch, capsys, "--help")
        assert not status
        assert "Wave to whoever asks." in out
        assert "Our own." in out
        assert "Take the name" not in out

    def test_a_blocked_plugin_brings_none(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("SENSORIUM_PLUGINS_BLOCK", "waving")
        assert "Wave" not in said(monkeypatch, capsys, "--help")[1]
        assert said(monkeypatch, capsys, "wave")[0] == 2

    def test_settings_that_are_wrong_leave_help_alone(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("SENSORIUM_PROFILE", "nonesuch")
        assert not said(monkeypatch, capsys, "--help")[0]
        status, _, err = said(monkeypatch, capsys, "wave")
        assert (status, "SENSORIUM_PROFILE" in err) == (2, True)


def test_commands_of_ours_load_no_plugin_and_help_none_where_there_are_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(**given: Any) -> None:
        raise AssertionError("plugins were looked for")

    monkeypatch.setattr("sensorium.core.registry.Registry", refuse)
    monkeypatch.setattr(cli, "_others", lambda: True)
    for words in (["tasks", "--json"], ["models", "list"], ["demo"]):
        monkeypatch.setattr(sys, "argv", ["sensorium", *words])
        cli._with_plugin_commands(cli.app)
    monkeypatch.setattr(cli, "_others", lambda: False)
    for words in ([], ["--help"], ["nonesuch"]):
        monkeypatch.setattr(sys, "argv", ["sensorium", *words])
        cli._with_plugin_commands(cli.app)


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted; what was finished is kept"),
        (ZeroDivisionError("oh"), 1, "unexpected ZeroDivisionError: oh"),
    ],
)
def test_what_escapes_a_command_is_one_line(
    raised: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = typer.Typer(pretty_exceptions_enable=False)

    @own.command()
    def tasks() -> None:
        raise raised

    monkeypatch.setattr(cli, "app", own)
    monkeypatch.setattr(sys, "argv", ["sensorium"])
    with pytest.raises(SystemExit) as left:
        cli.run()
    assert left.value.code == status
    printed = capsys.readouterr().err.strip()
    assert said in printed
    assert len(printed.splitlines()) == 1
