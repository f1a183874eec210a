"""Tracebacks of plugins, shown to who asks for them and to nobody else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sensorium.core import debug
from sensorium.core.card import Card
from sensorium.core.errors import ModelFailed
from sensorium.core.host.own.wire import packed, unpacked
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.task import Task
from sensorium.core.testing import run_model
from sensorium.core.values.base import Value


class Empty(Value):
    pass


def deep_in_the_plugin(*_: Any) -> Any:
    raise ZeroDivisionError("divided")


class Breaking(CallModel[Empty, Empty]):
    task = Task("breaking", "Break.", Empty, Empty)
    card = Card("author/breaking", "1", "MIT")

    def run(self, jobs: Any) -> Any:
        return deep_in_the_plugin(jobs)


def model() -> None:
    with pytest.raises(ModelFailed):
        run_model(Breaking, Empty())


def hook() -> None:
    assert Registry({"p": SimpleNamespace(sensorium_register=deep_in_the_plugin)}, discover=False).quarantined


def own_process() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        deep_in_the_plugin()
    assert unpacked(packed(caught.value)).message == "ZeroDivisionError: divided"


@pytest.fixture(autouse=True)
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debug, "_shown", set())


@pytest.mark.parametrize("breaks", [model, hook, own_process])
def test_who_asks_sees_where_a_plugin_broke(
    breaks: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(debug.VARIABLE, "1")
    breaks()
    breaks()
    said = capsys.readouterr().err
    assert said.count("in deep_in_the_plugin") == 1, "the same traceback is shown once"
    assert said.endswith("ZeroDivisionError: divided\n")


@pytest.mark.parametrize("breaks", [model, hook, own_process])
@pytest.mark.parametrize("value", ["", "0", "off"])
def test_nobody_else_does(
    breaks: Any, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(debug.VARIABLE, value)
    breaks()
    assert not capsys.readouterr().err
