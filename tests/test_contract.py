"""No dead words: what an author or a user may say in a card, a task or the settings is read by something."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sensorium.core import hookspecs
from sensorium.core.card import Card, Remote, RunsOn
from sensorium.core.sees import Sees
from sensorium.core.settings import Llm, Settings
from sensorium.core.task import Answers, Example, Task

ROOT = Path(__file__).resolve().parents[1]
FOR_AUTHORS = {(RunsOn, "dtype"), (Settings, "plugins")}
"""What nobody but a plugin reads, in what `load` is given."""


@cache
def read() -> frozenset[str]:
    """Every name that is read as an attribute, by anything but a declaration."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for part in ("core", "agent") for file in part_of(part)]
    found = (node for tree in trees for node in ast.walk(tree))
    return frozenset(node.attr for node in found if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load))


def part_of(part: str) -> list[Path]:
    return sorted((ROOT / part).rglob("*.py"))


def fields(kind: Any) -> list[str]:
    return list(getattr(kind, "model_fields", None) or kind.__annotations__)


@pytest.mark.parametrize("kind", [Card, RunsOn, Remote, Sees, Task, Answers, Example, Settings, Llm])
def test_every_word_is_read(kind: Any) -> None:
    assert not [name for name in fields(kind) if name not in read() and (kind, name) not in FOR_AUTHORS]


def test_every_hook_is_called() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for part in ("core", "agent") for file in part_of(part))
    hooks = [name for name in vars(hookspecs) if name.startswith("sensorium_")]
    assert hooks
    assert not [name for name in hooks if source.count(f'"{name}"') + source.count(f"hook.{name}") == 0]
