"""What plugins bring besides tasks and models: observers, chat models, kinds of weight source."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from fakes.chat import TellingChat
from sensorium.agent import Agent
from sensorium.core.hookspecs import hookimpl
from sensorium.core.offers import Offers
from sensorium.core.registry import Registry
from sensorium.core.settings import Settings


class Plugin:
    """Offers one of each, and keeps what it saw."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    @hookimpl
    def sensorium_observe(self, event: object) -> None:
        self.seen.append(event)

    @hookimpl
    def sensorium_chat_models(self) -> dict[str, Any]:
        return {"acme-chat": TellingChat}

    @hookimpl
    def sensorium_weight_sources(self) -> dict[str, Any]:
        return {"acme": lambda source, wanted: None}


class Raising:
    @hookimpl
    def sensorium_observe(self, event: object) -> None:
        raise ValueError("no")


def agent(tmp_path: Path, *plugins: object) -> Agent:
    settings = Settings.load(environ={"SENSORIUM_HOME": str(tmp_path)})
    registry = Registry(plugins={f"p{i}": plugin for i, plugin in enumerate(plugins)}, discover=False)
    return Agent(settings, registry)


def test_observers_see_every_event_and_one_that_raises_harms_nobody(tmp_path: Path) -> None:
    plugin = Plugin()
    asyncio.run(agent(tmp_path, Raising(), plugin).ask([], "sad moments", llm="none"))
    assert [type(event).__name__ for event in plugin.seen][:1] == ["Understood"]


def test_a_plugins_chat_model_is_chosen_by_name_and_named_where_none_fits(tmp_path: Path) -> None:
    made = agent(tmp_path, Plugin())
    chosen = made._chat("acme-chat")
    assert chosen is not None
    assert chosen.name == "acme-chat"
    answer = asyncio.run(made.ask([], "sad moments", llm="nonesuch"))
    assert answer.error is not None
    assert "acme-chat" in answer.error.fix


def test_a_plugins_kind_of_weight_source_is_known_to_the_store(tmp_path: Path) -> None:
    made = agent(tmp_path, Plugin())
    assert list(Offers(made.registry, "sensorium_weight_sources")) == ["acme"]
    assert "acme" in made.store._place.fetchers


def test_threads_may_share_an_agent(tmp_path: Path) -> None:
    made = agent(tmp_path)
    answers: list[Any] = []

    def ask() -> None:
        answers.append(made.ask_sync([], "sad moments", llm="none", deadline=30))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(answers) == 4
    assert {answer.error.code for answer in answers} == {"request"}


def test_ask_sync_inside_an_event_loop_says_what_to_do(tmp_path: Path) -> None:
    async def inside() -> None:
        agent(tmp_path).ask_sync([], "sad moments", llm="none")

    with pytest.raises(RuntimeError, match=r"await agent\.ask"):
        asyncio.run(inside())
