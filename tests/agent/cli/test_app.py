"""Every command and option."""

from __future__ import annotations

import sys
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import pytest
import typer.main

from sensorium.agent.cli import app as cli
from sensorium.core.registry import Registry

ROOT: Any = typer.main.get_command(cli.app)
LEAVES = {
    name: command for name, command in [*ROOT.commands.items(), *ROOT.commands["models"].commands.items()]
    if name != "models"
}  # fmt: skip


def test_the_commands_are_those_promised() -> None:
    assert set(ROOT.commands) == {"ask", "plan", "tasks", "models", "plugins", "doctor", "demo"}
    assert set(ROOT.commands["models"].commands) == {"list", "pull", "verify", "remove"}


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_command_says_what_it_does_and_speaks_json(name: str) -> None:
    command = LEAVES[name]
    assert command.help
    options = {text for param in command.params for text in param.opts}
    assert "--json" in options
    for param in command.params:
        assert getattr(param, "help", None), f"{name} {param.name} is not explained"


def test_a_plugin_brings_a_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def sensorium_commands(app: typer.Typer) -> None:
        @app.command()
        def wave() -> None:
            """Wave."""
            sys.stdout.write("o/\n")

    own = typer.Typer()
    own.callback()(lambda: None)
    plugin = SimpleNamespace(sensorium_commands=sensorium_commands)
    monkeypatch.setattr("sensorium.core.registry.Registry", lambda: Registry({"waving": plugin}, discover=False))
    monkeypatch.setattr(cli, "app", own)
    monkeypatch.setattr(sys, "argv", ["sensorium", "wave"])
    with pytest.raises(SystemExit) as left:
        cli.run()
    assert not left.value.code
    assert capsys.readouterr().out == "o/\n"


def test_the_version_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["sensorium", "--version"])
    with pytest.raises(SystemExit) as left:
        cli.run()
    assert not left.value.code
    assert capsys.readouterr().out == f"sensorium {version('sensorium')}\n"


def test_known_commands_load_no_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("a known command looked for plugins")

    monkeypatch.setattr("sensorium.core.registry.Registry", refuse)
    for words in ([], ["--help"], ["tasks", "--json"], ["models", "list"], ["demo"]):
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
