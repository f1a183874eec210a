"""What leaves the machine: permission, hosts, pace."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import pytest

from sensorium.core.card import Card, Remote, RunsOn
from sensorium.core.errors import Refused
from sensorium.core.host import remote as module
from sensorium.core.host.remote import Pace, client
from sensorium.core.model import CallModel, LoadContext
from sensorium.core.task import Located, Task
from sensorium.core.testing import host_of
from sensorium.core.values.base import Value


class AskInput(Value):
    text: str = ""


class AskOutput(Located):
    text: str = ""


ASK = Task("ask_far", "Ask far away.", AskInput, AskOutput)


class Far(CallModel[AskInput, AskOutput]):
    task = ASK
    card = Card(
        "test/far", "1", "Apache-2.0", runs_on=(RunsOn("remote"),),
        remote=Remote(("localhost",), frozenset({"text"}), concurrent=2),
    )  # fmt: skip
    most = now = 0

    def load(self, context: LoadContext) -> None:
        self.http = context.http

    async def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
        answers = [await self.http.get(job.input.text) for job in jobs]
        return [AskOutput(text=answer.text) for answer in answers]


@pytest.mark.parametrize(
    ("settings", "said"),
    [({}, "SENSORIUM_ALLOW_REMOTE=localhost"), ({"offline": True, "allow_remote": ("localhost",)}, "offline")],
)
async def test_nothing_is_sent_unless_allowed(settings: Any, said: str) -> None:
    async with host_of(Far, **settings) as host:
        with pytest.raises(Refused, match=said):
            await host.run(Far, AskInput(text="http://localhost/"))
        with pytest.raises(Refused, match="sends text to localhost"):
            await host.run(ASK, AskInput(text="http://localhost/"))


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    Far.now += 1
    Far.most = max(Far.most, Far.now)
    await asyncio.sleep(0.02)
    Far.now -= 1
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
    await writer.drain()
    writer.close()


async def test_an_allowed_host_is_called_a_few_at_a_time() -> None:
    server = await asyncio.start_server(serve, "localhost", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, host_of(Far, allow_remote=("localhost",)) as host:
        asked = [host.run(ASK, AskInput(text=f"http://localhost:{port}/{n}")) for n in range(6)]
        outcomes = await asyncio.gather(*asked)
        with pytest.raises(Refused, match=r"may not call example\.org"):
            await host.run(ASK, AskInput(text="https://example.org/"))
    assert {outcome.output.text for outcome in outcomes} == {"hi"}
    assert outcomes[0].provenance.device == "remote"
    assert Far.most <= 2


async def test_other_hosts_must_be_called_encrypted() -> None:
    card = Card("x", "1", "MIT", runs_on=(RunsOn("remote"),), remote=Remote(("api.example",), frozenset({"text"})))
    async with client(card) as http:
        with pytest.raises(Refused, match="unencrypted"):
            await http.get("http://api.example/")


async def test_the_pace_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MINUTE", 0.2)
    pace = Pace(Remote(("h",), frozenset(), concurrent=9, per_minute=2))
    began = time.monotonic()
    for _ in range(5):
        async with pace:
            pass
    assert time.monotonic() - began >= 0.4


async def test_giving_up_while_waiting_gives_the_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    pace = Pace(Remote(("h",), frozenset(), concurrent=1))

    async def hold(go: asyncio.Event) -> None:
        async with pace:
            await go.wait()

    go = asyncio.Event()
    first = asyncio.create_task(hold(go))
    await asyncio.sleep(0)
    second = asyncio.create_task(hold(go))
    await asyncio.sleep(0)
    second.cancel()
    go.set()
    await first
    await asyncio.wait_for(hold(go), 1)
