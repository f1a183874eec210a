"""CallModels: on a device or beside the loop, asking others, scratch, artifacts, caching of whole answers."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel, Field, SecretStr

from sensorium.core.card import Card
from sensorium.core.errors import (
    BadInput,
    Cancelled,
    DeadlineExceeded,
    ModelFailed,
    OutOfMemory,
    PluginError,
    Refused,
    RetryLater,
    WeightsError,
)
from sensorium.core.host import Host, RunContext
from sensorium.core.model import CallModel, LoadContext
from sensorium.core.scheduler import FakeEngine
from sensorium.core.sees import Sees
from sensorium.core.task import Answers, Located, Seed, Task, Within
from sensorium.core.testing import host_of
from sensorium.core.testing.pretend import PretendReaders, pretend
from sensorium.core.values import Image, Moment, TimeSpan, Video
from sensorium.core.values.base import Value
from sensorium.core.weights import LocalFile, WeightFile


class TextInput(Value):
    text: str = ""
    video: Video | None = None
    within: Within = None
    seed: Seed = None


class TextOutput(Located):
    text: str = ""
    image: Image | None = None


def task(name: str) -> Task[TextInput, TextOutput]:
    return Task(name, f"The task {name}.", TextInput, TextOutput)


SHOUT, MEAN, COMPOSED, CIRCLE = task("shout"), task("mean"), task("composed"), task("circle")


class Shout(CallModel[TextInput, TextOutput]):
    """Answers in capitals; `calls` are the batches it got."""

    task = SHOUT
    card = Card("test/shout", "1", "MIT")
    calls: list[list[str]] = []
    threads: set[str] = set()

    def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
        self.calls.append([job.input.text for job in jobs])
        self.threads.add(threading.current_thread().name)
        return [self._one(job) for job in jobs]

    def _one(self, job: Any) -> Any:
        if job.input.text == "bad":
            return BadInput("bad text")
        if job.input.text == "busy":
            return RetryLater("busy", seconds=3)
        if job.input.text == "raise":
            raise ValueError("undeclared")
        if job.input.text == "wrong":
            return "a str"
        if job.input.text == "value":
            return ValueError("in an item's place")
        return TextOutput(text=job.input.text.upper(), moments=whole_moments(job))


def whole_moments(job: Any) -> tuple[Moment, ...]:
    spans = job.input.within or (TimeSpan(start=0, end=10),)
    return tuple(Moment(span=span, score=1.0) for span in spans) if job.input.video else ()


class Exact(Shout):
    card = Card("test/exact", "1", "MIT")
    restricts = "exact"


class Never(Shout):
    card = Card("test/never", "1", "MIT", repeats="never")


class Seeded(Shout):
    card = Card("test/seeded", "1", "MIT", repeats="seeded")

    def _one(self, job: Any) -> Any:
        return TextOutput(text=str(np.random.default_rng(job.input.seed).integers(1 << 30)))


class Mean(CallModel[TextInput, TextOutput]):
    """Reads its medium through the job."""

    task = MEAN
    card = Card("test/mean", "1", "MIT")

    def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
        return [self._one(job) for job in jobs]

    def _one(self, job: Any) -> Any:
        cells = []
        for n, window in enumerate(job.read(job.input.video, Sees(every=1.0, fps=4, size=(8, 8)))):
            cells.append(window.frames.mean())
            job.progress((n + 1) / 10, f"cell {n}")
            time.sleep(0.001)
        return TextOutput(text=f"{np.mean(cells):.3f}")


class Composed(CallModel[TextInput, TextOutput]):
    """Asks two tasks at once."""

    task = COMPOSED
    card = Card("test/composed", "1", "MIT")
    threads: set[str] = set()

    async def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
        self.threads.add(threading.current_thread().name)
        return await asyncio.gather(*map(self._one, jobs))

    async def _one(self, job: Any) -> Any:
        words = [job.input.model_copy(update={"text": word}) for word in job.input.text.split()]
        heard = await asyncio.gather(*(job.ask(SHOUT, word) for word in words), return_exceptions=True)
        return TextOutput(text=" ".join(h.text if isinstance(h, TextOutput) else f"<{h}>" for h in heard))


class Circle(CallModel[TextInput, TextOutput]):
    task = CIRCLE
    card = Card("test/circle", "1", "MIT")

    async def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
        [job] = jobs
        deeper = job.input.text + "." if job.input.text.startswith("deeper") else job.input.text
        return [await job.ask(CIRCLE, job.input.model_copy(update={"text": deeper}))]


class AsksInSync(Shout):
    card = Card("test/asks", "1", "MIT")

    def _one(self, job: Any) -> Any:
        return job.ask(SHOUT, job.input)


class Files(Shout):
    """Draws a picture, in a scratch folder."""

    card = Card("test/files", "1", "MIT")
    scratches: list[Path] = []

    def _one(self, job: Any) -> Any:
        self.scratches.append(job.scratch)
        file = job.scratch / "picture.ppm"
        file.write_bytes(b"P6 4 4 255\n" + bytes(48))
        kind = Video if job.input.text == "video" else Image
        return TextOutput(image=job.keep(file, kind))


ALL = (Shout, Exact, Never, Seeded, Mean, Composed, Circle, AsksInSync, Files)


@pytest.fixture(autouse=True)
def fresh() -> None:
    for kind in ALL:
        for name in ("calls", "threads", "scratches"):
            if hasattr(kind, name):
                getattr(kind, name).clear()


@pytest.fixture
async def pair() -> AsyncIterator[Host]:
    """A host in which only Shout answers SHOUT."""
    async with host_of(Shout, Composed) as made:
        yield made


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with host_of(*ALL) as made:
        yield made


def context(**more: Any) -> RunContext:
    return RunContext(readers=PretendReaders(), **more)


def text(value: str, *within: tuple[float, float]) -> TextInput:
    spans = tuple(TimeSpan(start=a, end=b) for a, b in within) or None
    return TextInput(text=value, video=pretend(Video) if within else None, within=spans)


async def test_it_answers_off_the_event_loop(host: Host) -> None:
    assert (await host.run(Shout, text("hey"))).output.text == "HEY"
    assert threading.current_thread().name not in Shout.threads


async def test_a_repeated_call_runs_nothing(host: Host) -> None:
    first = await host.run(Shout, text("hey"))
    second = await host.run(Shout, text("hey"))
    assert (first.provenance.cached, second.provenance.cached) == (False, True)
    assert first.output == second.output
    assert len(Shout.calls) == 1


async def test_equal_calls_at_once_run_once(host: Host) -> None:
    outcomes = await asyncio.gather(*(host.run(Shout, text("hey")) for _ in range(8)))
    assert {outcome.output.text for outcome in outcomes} == {"HEY"}
    assert len(Shout.calls) == 1


async def test_calls_of_strangers_share_a_batch_and_a_bad_one_fails_alone() -> None:
    async with host_of(Shout, engine=FakeEngine()) as host:
        words = ["a", "bad", "b", "raise", "c", "value", "wrong"]
        done = await asyncio.gather(*(host.run(Shout, text(word)) for word in words), return_exceptions=True)
    assert max(map(len, Shout.calls)) > 1
    assert [d.output.text for d in (done[0], done[2], done[4])] == ["A", "B", "C"]  # type: ignore[union-attr]
    assert isinstance(done[1], BadInput)
    for fault, said in ((done[3], "ValueError: undeclared"), (done[5], "item's place"), (done[6], "answered str")):
        assert isinstance(fault, ModelFailed)
        assert said in str(fault)
        assert "test/shout" in fault.where


async def test_the_original_error_is_the_cause(host: Host) -> None:
    with pytest.raises(ModelFailed) as failed:
        await host.run(Shout, text("raise"))
    assert isinstance(failed.value.__cause__, ValueError)


async def test_retry_later_keeps_its_seconds(host: Host) -> None:
    with pytest.raises(RetryLater) as later:
        await host.run(Shout, text("busy"))
    assert later.value.seconds == 3


async def test_failures_are_not_kept(host: Host) -> None:
    for _ in range(2):
        with pytest.raises(BadInput):
            await host.run(Shout, text("bad"))
    assert len(Shout.calls) == 2


async def test_never_repeating_models_run_each_time(host: Host) -> None:
    for _ in range(2):
        assert not (await host.run(Never, text("hey"))).provenance.cached
    assert len(Shout.calls) == 2


async def test_a_seed_is_drawn_recorded_and_repeats(host: Host) -> None:
    first, second = [await host.run(Seeded, text("paint")) for _ in range(2)]
    assert first.given.seed is not None  # type: ignore[attr-defined]
    assert first.output == second.output
    assert second.provenance.cached
    given = TextInput(text="paint", seed=7)
    other = await host.run(Seeded, given)
    assert other.output != first.output
    assert other.given.seed == 7  # type: ignore[attr-defined]


async def test_a_model_that_never_restricts_runs_on_all_and_is_cut(host: Host) -> None:
    part = await host.run(Shout, text("hey", (1, 2), (4, 5)), context())
    assert [m.span.start for m in part.output.moments] == [1, 4]
    whole = await host.run(Shout, text("hey", (0, 10)), context())
    assert whole.provenance.cached
    assert len(Shout.calls) == 1


async def test_an_exact_model_gets_within(host: Host) -> None:
    part = await host.run(Exact, text("hey", (4, 5), (1, 2), (1.5, 3), (9, 99)), context())
    assert [(m.span.start, m.span.end) for m in part.output.moments] == [(1, 3), (4, 5), (9, 10)]
    assert not (await host.run(Exact, text("hey", (1, 2)), context())).provenance.cached


async def test_nothing_asked_runs_nothing(host: Host) -> None:
    assert (await host.run(Shout, text("hey", (11, 12)), context())).output == TextOutput()
    assert Shout.calls == []


async def test_it_reads_its_medium_and_reports(host: Host) -> None:
    heard: list[tuple[float, str]] = []
    given = TextInput(video=pretend(Video, 10.0))
    outcome = await host.run(Mean, given, context(progress=lambda done, note: heard.append((done, note))))
    assert float(outcome.output.text) > 0
    await asyncio.sleep(0)
    assert heard[-1] == (1.0, "cell 9")


async def test_a_cancelled_job_is_told_at_its_next_check(host: Host) -> None:
    told = threading.Event()

    class Stuck(Shout):
        card = Card("test/stuck", "1", "MIT")

        def _one(self, job: Any) -> Any:
            try:
                while True:
                    job.check()
                    time.sleep(0.001)
            except Cancelled:
                told.set()
                raise

    task = asyncio.create_task(host.run(Stuck, text("hey")))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(told.wait, 5)


async def test_a_deadline_reaches_the_job(host: Host) -> None:
    class Slow(Shout):
        card = Card("test/slow", "1", "MIT")

        def _one(self, job: Any) -> Any:
            while True:
                job.check()
                time.sleep(0.001)

    began = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        await host.run(Slow, text("hey"), context(deadline=began + 0.05))
    assert time.monotonic() - began < 5


async def test_a_composed_model_asks_at_once_on_a_loop_of_its_own(pair: Host) -> None:
    outcome = await pair.run(Composed, text("hey you bad"))
    assert outcome.output.text == "HEY YOU <bad text>"
    assert Composed.threads == {"sensorium-beside"}
    assert {ask.task for ask in outcome.asks} == {"composed", "shout"}


async def test_a_composed_answer_stands_while_the_same_models_answer(pair: Host) -> None:
    await pair.run(Composed, text("hey you"))
    assert (await pair.run(Composed, text("hey you"))).provenance.cached
    identity = pair.identity
    pair.identity = lambda kind: identity(kind) + ("newer" if kind is not Composed else "")  # type: ignore[method-assign]
    assert not (await pair.run(Composed, text("hey you"))).provenance.cached


async def test_models_that_ask_in_a_circle_are_stopped(host: Host) -> None:
    with pytest.raises(PluginError, match="in a circle: test/circle asks test/circle"):
        await host.run(Circle, text("round"))
    with pytest.raises(PluginError, match="8 deep"):
        await host.run(Circle, text("deeper"))


async def test_models_of_two_requests_that_ask_each_other_do_not_wait_for_ever() -> None:
    ping, pong = task("ping"), task("pong")

    def asking(mine: Any, other: Any, name: str) -> type[Any]:
        class Asking(CallModel[TextInput, TextOutput]):
            task = mine
            card = Card(name, "1", "MIT")

            async def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
                await asyncio.sleep(0.02)
                return [await job.ask(other, job.input) for job in jobs]

        return Asking

    async with host_of(asking(ping, pong, "x/ping"), asking(pong, ping, "x/pong")) as host:
        both = asyncio.gather(host.run(ping, text("")), host.run(pong, text("")), return_exceptions=True)
        done = await asyncio.wait_for(both, 10)
    assert all(isinstance(error, PluginError) and "in a circle" in str(error) for error in done)


async def test_only_coroutines_may_ask(host: Host) -> None:
    with pytest.raises(PluginError, match="holds a device"):
        await host.run(AsksInSync, text("hey"))


async def test_cancelling_a_composed_run_cancels_what_it_asked(host: Host) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Waits(Composed):
        card = Card("test/waits", "1", "MIT")

        async def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
            try:
                await asyncio.sleep(60)
            finally:
                loop.call_soon_threadsafe(ended.set)
            return []

    task = asyncio.create_task(host.run(Waits, text("hey")))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(ended.wait(), 5)


async def test_a_blocking_coroutine_does_not_stop_others(host: Host) -> None:
    class Blocks(Composed):
        card = Card("test/blocks", "1", "MIT")

        async def run(self, jobs: Sequence[Any]) -> Sequence[Any]:
            time.sleep(0.5)  # noqa: ASYNC251
            return [TextOutput(text="late")]

    task = asyncio.create_task(host.run(Blocks, text("hey")))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await host.run(Shout, text("quick"))
    assert time.monotonic() - began < 0.4
    assert (await task).output.text == "late"


async def test_a_file_that_was_made_and_is_gone_is_made_again(host: Host) -> None:
    first = await host.run(Files, TextInput(text="again"))
    assert (await host.run(Files, TextInput(text="again"))).provenance.cached
    await asyncio.to_thread(Path(first.output.image.uri).unlink)
    second = await host.run(Files, TextInput(text="again"))
    assert not second.provenance.cached
    assert await asyncio.to_thread(Path(second.output.image.uri).is_file)


async def test_kept_files_move_to_the_store_and_scratch_is_emptied(host: Host) -> None:
    outcome = await host.run(Files, text("draw"))
    image = outcome.output.image
    assert image is not None
    assert host.artifacts.path(image.sha256) == Path(image.uri)
    assert await asyncio.to_thread(Path(image.uri).is_file)
    assert not Files.scratches[0].exists()
    with pytest.raises(PluginError, match=r"kept picture\.ppm as Video, it is Image"):
        await host.run(Files, text("video"))


class Options(BaseModel):
    tone: str = Field(default="plain")
    key: SecretStr = SecretStr("")


class Loads(Shout):
    card = Card(
        "test/loads", "1", "MIT", settings=Options,
        weights=(WeightFile(name="net.bin", sources=(LocalFile(path="net.bin"),)),),
    )  # fmt: skip

    def load(self, context: LoadContext) -> None:
        options = context.settings(Options)
        self.said = f"{(context.weights() / 'net.bin').read_text()} {options.tone} {options.key.get_secret_value()}"

    def _one(self, job: Any) -> Any:
        return TextOutput(text=self.said)


async def test_load_gets_weights_and_settings(tmp_path: Path) -> None:
    (tmp_path / "net.bin").write_text("weights")
    section = {"plugins": {"tried": {"tone": "rough", "key": "secret"}}}
    async with host_of(Loads, weights=tmp_path, **section) as host:
        assert (await host.run(Loads, text(""))).output.text == "weights rough secret"
        rough = host.identity(Loads)
    async with host_of(Loads, weights=tmp_path, plugins={"tried": {"tone": "rough", "key": "other"}}) as host:
        assert host.identity(Loads) == rough
    async with host_of(Loads, weights=tmp_path) as host:
        assert host.identity(Loads) != rough


async def test_missing_weights_are_an_instant_typed_error() -> None:
    async with host_of(Loads) as host:
        with pytest.raises(WeightsError, match=r"net\.bin"):
            await host.run(Loads, text(""))


async def test_a_load_that_raises_is_the_models_fault() -> None:
    class Breaks(Shout):
        card = Card("test/breaks", "1", "MIT")

        def load(self, context: LoadContext) -> None:
            raise KeyError("layer.0")

    async with host_of(Breaks, Composed, Shout) as host:
        with pytest.raises(ModelFailed, match="load raised KeyError"):
            await host.run(Breaks, text("hey"))
        assert (await host.run(Shout, text("hey"))).output.text == "HEY"


async def test_memory_errors_reach_the_engine() -> None:
    class Hungry(Shout):
        card = Card("test/hungry", "1", "MIT")

        def _one(self, job: Any) -> Any:
            raise MemoryError

    async with host_of(Hungry) as host:
        with pytest.raises(OutOfMemory):
            await host.run(Hungry, text("hey"))


async def test_faces_are_opt_in() -> None:
    class Face(Shout):
        card = Card("test/face", "1", "MIT")
        task = Task("face_task", "Faces.", TextInput, TextOutput, answers=(Answers("face", "text"),))

    async with host_of(Face) as host:
        with pytest.raises(Refused, match="looks sad"):
            await host.run(Face, text("hey"))
        assert (await host.run(Face, text("hey"), context(allow_faces=True))).output.text == "HEY"
    async with host_of(Face, faces=True) as host:
        assert (await host.run(Face, text("hey"))).output.text == "HEY"


async def test_a_failing_model_leaves_the_others_alive(host: Host) -> None:
    done = await asyncio.gather(
        host.run(Shout, text("raise")), host.run(Mean, TextInput(video=pretend(Video, 2.0)), context()),
        return_exceptions=True,
    )  # fmt: skip
    assert isinstance(done[0], ModelFailed)
    assert not isinstance(done[1], BaseException)
