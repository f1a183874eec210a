"""Plugins in interpreters of their own: the same answers, and crashes that kill no one else."""

from __future__ import annotations

import asyncio
import sys
import textwrap
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from sensorium.core.errors import BadInput, ModelFailed, OutOfMemory, PluginError
from sensorium.core.hookspecs import API
from sensorium.core.host import Host, RunContext
from sensorium.core.testing import host_of
from sensorium.core.testing.pretend import PretendReaders, pretend
from sensorium.core.values import TimeSpan, Video

PLUGIN = """
import asyncio, os, signal
from typing import Any
import numpy as np
from pydantic import BaseModel, SecretStr
from sensorium.core.card import Card
from sensorium.core.errors import BadInput
from sensorium.core.model import CallModel, StreamModel, WindowModel
from sensorium.core.sees import Sees
from sensorium.core.task import Located, Task, Within
from sensorium.core.values import Image, Moment, TimeSpan, Video
from sensorium.core.values.base import Value

class In(Value):
    video: Video
    text: str = ""
    within: Within = None

class Out(Located):
    text: str = ""
    image: Image | None = None

class Options(BaseModel):
    key: SecretStr = SecretStr("none")

SHADES, CALLS, ASKS, STREAMS = (Task(f"own_{n}", "Apart.", In, Out) for n in ("shades", "calls", "asks", "streams"))

class Shades(WindowModel[In, Out, Any, Any]):
    task = SHADES
    card = Card("own/shades", "1", "MIT")
    sees = Sees(every=0.5, fps=4, size=(8, 8), sound=8000)
    depends_on = ("text",)

    def prepare(self, window, given):
        if given.text == "odd" and window.cell.start == 1.0:
            raise ValueError("odd cell")
        if given.text == "die" and window.cell.start == 1.0:
            os.kill(os.getpid(), signal.SIGKILL)
        return np.array([window.frames.mean(), window.sound.mean()])

    def forward(self, units):
        print("prints do no harm")
        return [unit * 2 for unit in units]

    def read(self, raw, window, given):
        return Out(moments=(Moment(span=window.cell, score=float(raw.sum() % 1), label=str(os.getpid())),))

class Calls(CallModel[In, Out]):
    task = CALLS
    card = Card("own/calls", "1", "MIT", settings=Options, repeats="never")

    def load(self, context):
        self.key = context.settings(Options).key.get_secret_value()

    def run(self, jobs):
        return [getattr(self, job.input.text)(job) for job in jobs]

    def hello(self, job):
        return Out(text=f"{os.getpid()} {self.key}")

    def die(self, job):
        os.kill(os.getpid(), signal.SIGKILL)

    def refuse(self, job):
        return BadInput("not that", where="text", fix="another")

    def odd(self, job):
        return Out(text=object)

    def hunger(self, job):
        raise MemoryError

    def reads(self, job):
        cells = []
        for window in job.read(job.input.video, Sees(every=1.0, fps=1, size=(4, 4))):
            job.check()
            cells.append(float(window.frames.mean()))
            job.progress(len(cells) / 10, "reading")
        return Out(text=str(cells))

    def draws(self, job):
        (job.scratch / "p.ppm").write_bytes(b"P6 2 2 255\\\\n" + bytes(12))
        return Out(image=job.keep(job.scratch / "p.ppm", Image))

class Asks(CallModel[In, Out]):
    task = ASKS
    card = Card("own/asks", "1", "MIT")

    async def run(self, jobs):
        return await asyncio.gather(*map(self._one, jobs))

    async def _one(self, job):
        given = job.input.model_copy(update={"text": "reads"})
        both = await asyncio.gather(job.ask(CALLS, given), job.ask(CALLS, given))
        return Out(text=both[0].text + both[1].text)

class Streams(StreamModel[In, Out, Any]):
    task = STREAMS
    card = Card("own/streams", "1", "MIT")
    sees = Sees(every=1.0, fps=1)

    def open(self, job):
        return []

    def feed(self, steps):
        return [self._step(state, window) for state, window in steps]

    def _step(self, state, window):
        state.append(window.cell)
        return Out(moments=(Moment(span=window.cell, score=1),)), window.cell.end

    def close(self, state):
        return Out(text=str(len(state)))
"""


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The plugin's module, with models that each run in an interpreter of their own."""
    monkeypatch.syspath_prepend(tmp_path)
    name = f"own_plugin_{abs(hash(tmp_path))}"
    (tmp_path / f"{name}.py").write_text(textwrap.dedent(PLUGIN.replace("\\\\\\\\", "\\\\")))
    yield import_module(name)
    sys.modules.pop(name)


def plugin(module: ModuleType, own: bool = True) -> Any:
    def sensorium_register(registrar: Any) -> None:
        tasks = (module.SHADES, module.CALLS, module.ASKS, module.STREAMS)
        models = (module.Shades, module.Calls, module.Asks, module.Streams)
        registrar.add(API, *tasks, *models, own_process=own)

    return SimpleNamespace(sensorium_register=sensorium_register, __name__="apart")


@pytest.fixture
async def host(apart: Any) -> AsyncIterator[Host]:
    async with host_of(plugin(apart), plugins={"apart": {"key": "secret"}}) as made:
        yield made


def context(**more: Any) -> RunContext:
    return RunContext(readers=PretendReaders(), **more)


async def call(host: Host, apart: Any, text: str, **more: Any) -> Any:
    given = apart.In(video=pretend(Video, 5.0), text=text)
    return (await host.run(apart.CALLS, given, context(**more))).output


async def test_windows_are_answered_as_in_the_hosts_process(host: Host, apart: Any) -> None:
    """And a cell that fails, or kills its process, fails alone."""
    given = apart.In(video=pretend(Video, 5.2), within=(TimeSpan(start=0.7, end=4),))
    there = (await host.run(apart.SHADES, given, context())).output
    async with host_of(plugin(apart, own=False)) as here_host:
        here = (await here_host.run(apart.SHADES, given, context())).output
    assert [(m.span, m.score) for m in there.moments] == [(m.span, m.score) for m in here.moments]
    assert {m.label for m in there.moments}.isdisjoint({m.label for m in here.moments})
    assert (await host.run(apart.SHADES, given, context())).provenance.cached
    for text, said in (("odd", "odd cell"), ("die", "killed by signal 9")):
        outcome = await host.run(apart.SHADES, apart.In(video=pretend(Video, 3.0), text=text), context())
        assert [m.span.start for m in outcome.output.moments] == [0.0, 0.5, 1.5, 2.0, 2.5]
        assert said in outcome.warnings[0]


async def test_errors_travel_and_a_crash_kills_no_one_else(host: Host, apart: Any) -> None:
    before = (await call(host, apart, "hello")).text
    with pytest.raises(BadInput, match=r"text: not that \(another\)"):
        await call(host, apart, "refuse")
    with pytest.raises(ModelFailed, match="own/calls: ValidationError"):
        await call(host, apart, "odd")
    with pytest.raises(OutOfMemory):
        await call(host, apart, "hunger")
    with pytest.raises(ModelFailed, match="own/calls: its process died: killed by signal 9"):
        await call(host, apart, "die")
    after = (await call(host, apart, "hello")).text
    assert before != after
    assert before.endswith(" secret")
    assert after.endswith(" secret")


async def test_jobs_read_report_keep_and_ask_through_the_host(host: Host, apart: Any) -> None:
    heard: list[float] = []
    output = await call(host, apart, "reads", progress=lambda done, note: heard.append(done))
    assert output.text == "[0.0, 16.0, 32.0, 48.0, 64.0]"
    await asyncio.sleep(0)
    assert heard[-1] == 0.5
    image = (await call(host, apart, "draws")).image
    assert host.artifacts.path(image.sha256) is not None
    outcome = await host.run(apart.ASKS, apart.In(video=pretend(Video, 2.0)), context())
    assert outcome.output.text == "[0.0, 16.0]" * 2
    assert {ask.task for ask in outcome.asks} == {"own_asks", "own_calls"}


async def test_sessions_live_there(host: Host, apart: Any) -> None:
    media = [pretend(Video, 4.0, name=name) for name in "ab"]
    runs = [host.run(apart.STREAMS, apart.In(video=medium), context()) for medium in media]
    for outcome in await asyncio.gather(*runs):
        assert [m.span.start for m in outcome.output.moments] == [0, 1, 2, 3]
        assert outcome.output.text == "4"


async def test_a_model_that_cannot_be_imported_by_name_is_quarantined(apart: Any) -> None:
    class Local(apart.Calls):  # type: ignore[misc,name-defined]
        pass

    module = SimpleNamespace(**{**vars(apart), "Calls": Local})
    with pytest.raises(PluginError, match="cannot be imported by name"):
        async with host_of(plugin(module)):  # type: ignore[arg-type]
            pass
