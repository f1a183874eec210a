"""What plugins bring besides tasks and models: observers, chat models, kinds of weight source."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fakes.chat import FLAGSHIP, TellingChat
from sensorium.agent import Agent
from sensorium.core.hookspecs import hookimpl
from sensorium.core.offers import Offers
from sensorium.core.registry import Registry
from sensorium.core.settings import Settings
from sensorium.core.weights.fetch import Fetched
from sensorium.core.weights.file import PluginFile, WeightFile


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


def test_an_observer_that_raises_is_named_once_and_called_no_more(tmp_path: Path) -> None:
    raising = Raising()
    made = agent(tmp_path, raising)
    for _ in range(2):
        answer = asyncio.run(made.ask([], "sad moments", llm="none"))
        assert [note for note in answer.warnings if "sensorium_observe raised ValueError: no" in note] == [
            "plugin 'p0', sensorium_observe raised ValueError: no; it hears no more of this request"
        ]
    assert len(made.registry.quarantined) == 1


def chatting(make: object) -> Any:
    return SimpleNamespace(sensorium_chat_models=lambda: {"acme-chat": make})


class Falling(TellingChat):
    def _generate(self, *given: Any, **more: Any) -> Any:
        raise OSError("the line is dead")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: 1 / 0, "raised ZeroDivisionError"),
        (lambda: 3, "its plugin made 3"),
        (lambda: Falling(replies=[]), "the line is dead"),
    ],
)
async def test_the_rules_answer_for_a_plugins_chat_model_that_breaks(tmp_path: Path, make: Any, says: str) -> None:
    understood = await agent(tmp_path, chatting(make)).understand("sad moments", llm="acme-chat")
    assert understood.by == "rules"
    assert any("acme-chat did not answer" in note and says in note for note in understood.warnings)


async def test_a_plugins_chat_model_reads_the_request(tmp_path: Path) -> None:
    made = agent(tmp_path, chatting(lambda: TellingChat(replies=[FLAGSHIP])))
    understood = await made.understand("the red car turns and it is sad", llm="acme-chat")
    assert (understood.by, str(understood.query)) == ("acme-chat", 'and(affect("sad"), obj("red car").event("turn"))')


@pytest.mark.parametrize("answer", [None, 5, {"acme": 5}])
def test_what_is_no_offer_is_quarantined_and_harms_nobody(tmp_path: Path, answer: object) -> None:
    wrong = SimpleNamespace(sensorium_weight_sources=lambda: answer)
    made = agent(tmp_path, wrong, Plugin())
    assert list(Offers(made.registry, "sensorium_weight_sources")) == ["acme"]
    assert made.registry.quarantined[0].where == "plugin 'p0', sensorium_weight_sources"


def test_two_offers_of_one_name_leave_the_first(tmp_path: Path) -> None:
    made = agent(tmp_path, chatting(len), chatting(max))
    assert dict(Offers(made.registry, "sensorium_chat_models")) == {"acme-chat": len}
    assert "another plugin's" in made.registry.quarantined[0].message


def test_a_plugins_weight_source_fetches(tmp_path: Path) -> None:
    def fetch(source: Any, wanted: Any) -> Fetched:
        (wanted.folder / "got").write_text(source.reference)
        return Fetched(wanted.folder / "got")

    made = agent(tmp_path, SimpleNamespace(sensorium_weight_sources=lambda: {"acme": fetch}))
    file = WeightFile(name="tiny.bin", sources=(PluginFile(source="acme", reference="content"),))
    assert made.store.pull(file).read_text() == "content"
