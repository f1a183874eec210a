"""``sensorium listen``: what is shown, and what goes wrong."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sensorium.agent.agent import Agent
from sensorium.agent.cli.listen import ListenOptions, _Terminal, listen_command
from sensorium.agent.listening import Words
from sensorium.core.errors import BadInput, MediaError

STEPS = (
    Words(time=1, committed="", tail="good", language="en", latency=0.2),
    Words(time=2, committed="good morning", tail="every", language="en", latency=0.3),
    Words(time=3, committed="everybody.", tail="", language="en", latency=0.3),
)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    given: dict[str, Any] = {}

    async def listen(self: Agent, sound: Any, **options: Any) -> AsyncIterator[Words]:
        given.update(options)
        for step in STEPS[: given.get("steps", 3)]:
            yield step
        if "raises" in given:
            raise given["raises"]

    monkeypatch.setattr(Agent, "listen", listen)
    monkeypatch.setattr("sensorium.agent.cli.listen._sound", lambda source, options: None)
    return given


def test_plain_lines_show_what_stands(heard: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert listen_command("a.wav", ListenOptions(translate="en")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("s  ")[-1] for line in lines] == ["good morning", "everybody."]
    assert heard["to"] == "en"
    assert heard["join"] is False


def test_json_is_a_line_for_every_step(heard: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert listen_command("a.wav", ListenOptions(json=True, live=True)) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["tail"] for line in lines] == ["good", "every", ""]
    assert set(lines[0]) >= {"time", "committed", "tail", "language", "latency"}
    assert heard["join"] is True


def test_nobody_spoke(heard: dict[str, Any]) -> None:
    heard["steps"] = 1
    assert listen_command("a.wav", ListenOptions()) == 3


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MediaError("broke")])
def test_what_stands_is_kept_when_it_is_interrupted(
    heard: dict[str, Any], capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    heard.update(steps=2, raises=error)
    with pytest.raises(type(error)):
        listen_command("a.wav", ListenOptions())
    assert "good morning" in capsys.readouterr().out


def test_a_terminal_keeps_whole_lines_and_dims_the_tail() -> None:
    from rich.console import Console

    out = io.StringIO()
    shown = _Terminal(Console(file=out, force_terminal=True, width=100))
    for step in STEPS:
        shown.show(step)
    shown.end()
    assert "\x1b[2m every\x1b[0m" in out.getvalue()
    assert "good morning everybody." in out.getvalue()


def test_a_file_that_is_not_there_and_a_keyboard_are_no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="no such file"):
        listen_command("nothere.wav", ListenOptions())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    with pytest.raises(BadInput, match="piped"):
        listen_command("-", ListenOptions())
