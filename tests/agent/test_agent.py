"""An agent's life: whose loop it serves, when it is closed, and what it is given."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sensorium.agent import Agent
from sensorium.core.card import Card
from sensorium.core.hookspecs import hookimpl
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.settings import Settings
from sensorium.core.task import Answers, Located, Task
from sensorium.core.testing.media import make_video
from sensorium.core.values import Moment, Video
from sensorium.core.values.base import Value


class GlareInput(Value):
    video: Video
    what: str = "glare"


GLARE = Task("glare_detection", "Find glare.", GlareInput, Located, answers=(Answers("obj", "what"),))


class Glare(CallModel[GlareInput, Located]):
    task = GLARE
    card = Card("acme/glare", "1", "MIT", vocabulary=("glare",), repeats="never")
    reached = threading.Event()
    gate = threading.Event()

    def run(self, jobs: Any) -> Any:
        self.reached.set()
        self.gate.wait(20)
        return [Located(moments=(Moment(span=job.input.video.whole, score=1.0),)) for job in jobs]


class Plugin:
    @hookimpl
    def sensorium_register(self, registrar: Any) -> None:
        registrar.add(1, GLARE, Glare)


@pytest.fixture
def agent(tmp_path: Path) -> Agent:
    Glare.reached, Glare.gate = threading.Event(), threading.Event()
    Glare.gate.set()
    settings = Settings.load(environ={"SENSORIUM_HOME": str(tmp_path)})
    return Agent(settings, Registry({"acme": Plugin()}, discover=False))


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(tmp_path_factory.mktemp("films") / "film.mp4")


def asked(agent: Agent, film: Path) -> Any:
    return agent.ask(film, 'obj("glare")', llm="none")


def test_threads_share_an_agent_over_a_real_film(agent: Agent, film: Path) -> None:
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda: answers.append(agent.ask_sync(film, 'obj("glare")', llm="none")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [(answer.error, len(answer.verified)) for answer in answers] == [(None, 1)] * 4


async def test_a_second_running_loop_is_told_so_and_disturbs_nobody(agent: Agent, film: Path) -> None:
    Glare.gate.clear()
    async with agent:
        first = asyncio.create_task(asked(agent, film))
        assert await asyncio.to_thread(Glare.reached.wait, 20)
        second = await asyncio.to_thread(lambda: asyncio.run(asked(agent, film)))
        third = await asyncio.to_thread(agent.ask_sync, film, 'obj("glare")', llm="none")
        Glare.gate.set()
        assert (await first).error is None
    for answer in (second, third):
        assert answer.error.code == "bad_input"
        assert "another event loop" in answer.error.message


def test_one_loop_after_another_is_served(agent: Agent, film: Path) -> None:
    for _ in range(2):
        assert asyncio.run(asked(agent, film)).error is None
    assert agent.ask_sync(film, 'obj("glare")', llm="none").error is None


async def test_a_closed_agent_says_so_until_it_is_entered_again(agent: Agent, film: Path) -> None:
    async with agent:
        assert (await asked(agent, film)).error is None
    closed = (await asked(agent, film)).error
    assert closed is not None
    assert (closed.code, closed.message) == ("bad_input", "this Agent is closed")
    async with agent:
        assert (await asked(agent, film)).error is None


@pytest.mark.parametrize(
    ("media", "request_", "where"),
    [
        (None, "glare", "media"),
        ([None], "glare", "media"),
        (3, "glare", "media"),
        (b"film.mp4", "glare", "media"),
        ("film.mp4", None, "request"),
        ("film.mp4", 4, "request"),
    ],
)
async def test_what_is_no_medium_or_no_request_is_bad_input(
    agent: Agent, media: Any, request_: Any, where: str
) -> None:
    error = (await agent.ask(media, request_, llm="none")).error
    assert error is not None
    assert (error.code, error.where) == ("bad_input", where)


@pytest.fixture
def broken(tmp_path: Path, film: Path) -> dict[str, Path]:
    """Files that are no media: missing, text under a film's name, the first bytes of a film."""
    files = {name: tmp_path / f"{name}.mp4" for name in ("missing", "text", "truncated")}
    files["text"].write_text("no film at all", encoding="utf-8")
    files["truncated"].write_bytes(film.read_bytes()[:200])
    return files


@pytest.mark.parametrize("kind", ["missing", "text", "truncated"])
async def test_one_file_of_no_use_spoils_no_other(agent: Agent, film: Path, broken: dict[str, Path], kind: str) -> None:
    answer = await agent.ask([broken[kind], film], 'obj("glare")', llm="none")
    assert (answer.error, answer.exit_status) == (None, 0)
    assert [row.media for row in answer.moments] == [1], "media are counted as they were given"
    bad, good = answer.coverage.searched
    assert (good.media, good.error) == (str(film), None)
    assert bad.error is not None
    assert (bad.error.code, bad.error.where) == ("media", str(broken[kind]))
    assert any(text.startswith(f"not searched: {broken[kind]}: ") for text in answer.warnings)


async def test_where_all_files_are_of_no_use_the_first_error_is_the_answers(
    agent: Agent, broken: dict[str, Path]
) -> None:
    answer = await agent.ask(list(broken.values()), 'obj("glare")', llm="none")
    assert answer.error is not None
    assert (answer.error.where, answer.exit_status) == (str(broken["missing"]), 2)


@pytest.mark.parametrize("request_", ["when is there a glare", 'obj("glare")', "time(0, 5)"])
async def test_no_file_is_one_error_with_the_command(agent: Agent, request_: str) -> None:
    error = (await agent.ask([], request_, llm="none")).error
    assert error is not None
    assert (error.code, error.message) == ("bad_input", "no file given")
    assert error.fix == f"type: sensorium ask '{request_}' FILE"


async def test_an_error_is_told_in_the_language_of_the_request(agent: Agent) -> None:
    answer = await agent.ask("nowhere.mp4", "找出悲伤的片段", llm="none")
    assert answer.answer.endswith("nowhere.mp4：没有这个文件（请检查路径）")
    assert answer.error is not None
    assert answer.error.message == "no such file", "programs read English"


async def test_ask_sync_takes_what_ask_takes(agent: Agent, film: Path) -> None:
    seen: list[object] = []
    ask = partial(agent.ask_sync, film, 'obj("glare")', llm="none", observe=seen.append)
    assert (await asyncio.to_thread(ask, deadline=60)).error is None
    assert {"Understood", "Planned", "StepFinished"} <= {type(event).__name__ for event in seen}
    Glare.gate.clear()
    try:
        late = await asyncio.to_thread(ask, deadline=0.2)
    finally:
        Glare.gate.set()
    assert late.error is not None
    assert late.error.code == "deadline"
