"""The README cannot drift: what a user may type, set or catch is named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from sensorium.agent.cli.app import app
from sensorium.agent.query import SIGNATURES
from sensorium.core import errors, hookspecs
from sensorium.core.errors import SensoriumError
from sensorium.core.registry import Registry
from sensorium.core.settings import Llm, Settings
from sensorium.core.tasks import EVENTS, FEELINGS, STANDARD_TASKS

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
ROOT: Any = typer.main.get_command(app)


def lacking(names: Iterator[str] | list[str]) -> list[str]:
    """Those that do not stand in the README as whole words."""
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", README)]


def options(command: Any) -> Iterator[str]:
    for param in command.params:
        yield from (text for text in param.opts if text.startswith("--") and text != "--help")


def test_the_two_commands_stand_there_as_typed() -> None:
    lines = [line.strip() for line in README.splitlines()]
    assert "pip install -e '.[test]' && pytest" in lines
    assert any(line.startswith("pip install") and line.endswith("sensorium demo") for line in lines)


def test_commands() -> None:
    names = [*ROOT.commands, *ROOT.commands["models"].commands]
    assert not lacking(names)


@pytest.mark.parametrize("name", ["ask", "plan", "demo"])
def test_options(name: str) -> None:
    assert not lacking(list(options(ROOT.commands[name])))


def test_settings() -> None:
    top = [name for name in Settings.model_fields if name not in ("llm", "plugins")]
    assert not lacking([*top, *(f"llm.{name}" for name in Llm.model_fields)])


def test_hooks() -> None:
    hooks = [name for name in vars(hookspecs) if name.startswith("sensorium_")]
    assert hooks
    assert not lacking(hooks)


def test_error_codes() -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SensoriumError)}
    codes = sorted({kind.code for kind in kinds - {SensoriumError}} | {"settings"})
    assert len(codes) > 10
    assert not lacking(codes)


def test_the_query_language() -> None:
    words = {word for event in EVENTS for word in event.split()}
    assert not lacking([*SIGNATURES, "call", *sorted(words), *FEELINGS])


def test_tasks() -> None:
    assert not lacking([task.name for task in STANDARD_TASKS])


def test_models() -> None:
    registry = Registry(allow=())
    shown = [model.card.name for model in registry.models() if model.task in STANDARD_TASKS]
    assert len(shown) > 50
    assert not lacking(shown)


def test_exit_statuses() -> None:
    assert re.search(r"0 [^.]*verified[^.]*, 3 [^.]*, 2 bad use, 1 failed", README)


def test_it_names_no_private_place() -> None:
    assert not re.search(r"/work/|/home/|/root/|localhost:\d+/simple", README)
