"""LocalEngine on real threads: hand-off, failures, cancellation, a bounded stress run."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from sensorium.core.card import RunsOn
from sensorium.core.errors import (
    BadInput,
    Cancelled,
    DeadlineExceeded,
    ModelFailed,
    OutOfMemory,
    SensoriumError,
    WeightsError,
)
from sensorium.core.scheduler import LocalEngine, Work


class Echo:
    """Returns its payloads; raises payloads that are exceptions when told to."""

    def __init__(self, key: str = "echo", size: int = 10, seconds: float = 0.0) -> None:
        self.key = key
        self.places: Sequence[RunsOn] = (RunsOn("cpu", bytes=size),)
        self.seconds = seconds
        self.batches: list[int] = []
        self.entered = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.loads = 0
        self.unloads = 0
        self.threads: set[str] = set()
        self.gate = threading.Lock()

    def load(self, place: RunsOn, device: str, threads: int) -> Any:
        self.loads += 1
        return object()

    def run(self, resident: Any, payloads: Sequence[Any]) -> Sequence[Any]:
        assert self.gate.acquire(blocking=False), "run entered twice at a time"
        try:
            self.threads.add(threading.current_thread().name)
            self.entered.set()
            if self.seconds:
                time.sleep(self.seconds)
            assert self.go_on.wait(20), "nobody let the run go on"
            self.batches.append(len(payloads))
            for payload in payloads:
                if isinstance(payload, Exception) and not isinstance(payload, BadInput):
                    raise payload
            return list(payloads)
        finally:
            self.gate.release()

    def unload(self, resident: Any) -> None:
        self.unloads += 1


@pytest.fixture
async def engine() -> AsyncIterator[LocalEngine]:
    engine = LocalEngine({"cpu": 100}, lanes=2)
    yield engine
    await engine.close()


async def test_a_result_comes_back_from_another_thread(engine: LocalEngine) -> None:
    model = Echo()
    assert await engine.submit(Work(model, 7)) == 7
    assert model.threads.isdisjoint({threading.current_thread().name})


async def test_calls_made_together_share_one_load_and_batches(engine: LocalEngine) -> None:
    model = Echo()
    assert await asyncio.gather(*(engine.submit(Work(model, n)) for n in range(64))) == list(range(64))
    assert model.loads == 1
    assert len(model.batches) < 32


async def test_one_bad_item_fails_no_stranger(engine: LocalEngine) -> None:
    model = Echo()
    payloads = [1, BadInput("no"), ValueError("boom"), 2]
    results = await asyncio.gather(*(engine.submit(Work(model, p)) for p in payloads), return_exceptions=True)
    assert results[0] == 1
    assert results[3] == 2
    assert results[1] is payloads[1]
    assert isinstance(results[2], ModelFailed)
    assert results[2].__cause__ is payloads[2]


async def test_a_load_error_reaches_everybody_who_waits(engine: LocalEngine) -> None:
    class Broken(Echo):
        def load(self, place: RunsOn, device: str, threads: int) -> Any:
            raise WeightsError("missing", fix="pull them")

    model = Broken()
    results = await asyncio.gather(*(engine.submit(Work(model, n)) for n in range(3)), return_exceptions=True)
    assert all(isinstance(r, WeightsError) and r.fix == "pull them" for r in results)


async def test_a_device_that_is_not_there_is_a_typed_error(engine: LocalEngine) -> None:
    model = Echo()
    model.places = (RunsOn("cuda"),)
    with pytest.raises(BadInput, match="runs on cuda, this machine has cpu"):
        await engine.submit(Work(model, 1))
    model.places = (RunsOn("cpu", bytes=101),)
    with pytest.raises(OutOfMemory):
        await engine.submit(Work(model, 1))


async def test_the_deadline_answers_while_the_work_still_runs(engine: LocalEngine) -> None:
    model = Echo()
    model.go_on.clear()
    with pytest.raises(DeadlineExceeded):
        await engine.submit(Work(model, 1, deadline=engine.now() + 0.05))
    model.go_on.set()


async def test_cancelling_the_caller_takes_the_work_out_of_the_queue(engine: LocalEngine) -> None:
    model = Echo()
    model.go_on.clear()
    first = asyncio.create_task(engine.submit(Work(model, 1)))
    await asyncio.to_thread(model.entered.wait)
    second = asyncio.create_task(engine.submit(Work(model, 2)))
    await asyncio.sleep(0)
    second.cancel()
    model.go_on.set()
    assert await first == 1
    with pytest.raises(asyncio.CancelledError):
        await second
    await engine.submit(Work(model, 3))
    assert sum(model.batches) == 2


async def test_a_lease_loads_and_keeps(engine: LocalEngine) -> None:
    kept, other = Echo("kept", 60), Echo("other", 60)
    async with engine.lease(kept):
        assert kept.loads == 1
        with pytest.raises(DeadlineExceeded):
            await engine.submit(Work(other, 1, deadline=engine.now() + 0.05))
        assert kept.unloads == 0
    assert await engine.submit(Work(other, 1)) == 1
    assert kept.unloads == 1


async def test_models_on_the_cpu_run_beside_each_other(engine: LocalEngine) -> None:
    one, two = Echo("one"), Echo("two")
    one.go_on, two.go_on = two.entered, one.entered
    assert await asyncio.gather(engine.submit(Work(one, 1)), engine.submit(Work(two, 2))) == [1, 2]


async def test_a_warm_model_answers_while_another_loads(engine: LocalEngine) -> None:
    loaded = threading.Event()

    class Slow(Echo):
        def load(self, place: RunsOn, device: str, threads: int) -> Any:
            assert loaded.wait(20)

    warm, slow = Echo("warm"), asyncio.create_task(engine.submit(Work(Slow("slow"), 1)))
    assert [await engine.submit(Work(warm, n)) for n in range(5)] == list(range(5))
    assert not slow.done()
    loaded.set()
    assert await slow == 1


async def test_closing_refuses_what_waits_and_unloads() -> None:
    engine = LocalEngine({"cpu": 100})
    model = Echo()
    model.go_on.clear()
    waiting = asyncio.create_task(engine.submit(Work(model, 1)))
    await asyncio.to_thread(model.entered.wait)
    closing = asyncio.create_task(engine.close())
    with pytest.raises(Cancelled):
        await waiting
    model.go_on.set()
    await closing
    assert (model.loads, model.unloads) == (1, 1)
    with pytest.raises(Cancelled):
        await engine.submit(Work(model, 1))


def test_models_stay_loaded_from_one_event_loop_to_the_next() -> None:
    engine, model = LocalEngine({"cpu": 100}), Echo()
    assert asyncio.run(engine.submit(Work(model, 1))) == 1
    assert asyncio.run(engine.submit(Work(model, 2, deadline=engine.now() + 5))) == 2
    asyncio.run(engine.close())
    assert (model.loads, model.unloads) == (1, 1)


async def test_storm() -> None:
    """Three seconds of everything at once: each call ends once, rightly, and nothing is left behind."""
    random.seed(5)
    engine = LocalEngine({"cpu": 100}, lanes=3)
    models = [Echo(f"m{n}", 40, seconds=0.0005) for n in range(5)]

    async def caller(until: float) -> int:
        served = 0
        while time.monotonic() < until:
            model, payload = random.choice(models), random.random()
            fate = random.random()
            item: Any = ValueError("boom") if fate < 0.02 else payload
            deadline = engine.now() + 0.002 if 0.02 <= fate < 0.1 else None
            task = asyncio.create_task(engine.submit(Work(model, item, deadline=deadline, bucket=int(fate * 2))))
            if fate > 0.95:
                await asyncio.sleep(random.random() * 0.003)
                task.cancel()
            try:
                assert await asyncio.wait_for(task, 20) == payload
                served += 1
            except asyncio.CancelledError:
                assert fate > 0.95
            except SensoriumError:
                assert fate < 0.1
        return served

    until = time.monotonic() + 2.5
    served = await asyncio.gather(*(caller(until) for _ in range(24)))
    assert min(served) > 0
    await engine.close()
    assert all(model.loads == model.unloads for model in models)


async def test_a_size_nobody_declared_is_measured(engine: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter([1000, 1070])
    monkeypatch.setattr("sensorium.core.scheduler.workers.in_use", lambda device: next(readings))
    unsized, other = Echo("unsized", 0), Echo("other", 40)
    await engine.submit(Work(unsized, 1))
    monkeypatch.undo()
    await engine.submit(Work(other, 1))
    assert unsized.unloads == 1, "70 measured and 40 declared bytes do not fit into 100"


async def test_a_model_larger_than_thought_displaces_what_is_idle(
    engine: LocalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = iter([0, 0, 1000, 1070])
    monkeypatch.setattr("sensorium.core.scheduler.workers.in_use", lambda device: next(readings))
    idle, unsized = Echo("idle", 60), Echo("unsized", 0)
    await engine.submit(Work(idle, 1))
    await engine.submit(Work(unsized, 1))
    await engine.submit(Work(unsized, 2))
    assert idle.unloads == 1


async def test_an_unload_that_fails_frees_its_memory_all_the_same(engine: LocalEngine) -> None:
    class Stubborn(Echo):
        def unload(self, resident: Any) -> None:
            raise ValueError("no")

    await engine.submit(Work(Stubborn("stubborn", 60), 1))
    assert await engine.submit(Work(Echo("other", 60), 1)) == 1


async def test_without_eventfd_the_loop_is_woken_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.eventfd", raising=False)
    engine = LocalEngine({"cpu": 100})
    assert await asyncio.gather(*(engine.submit(Work(Echo(), n)) for n in range(5))) == list(range(5))
    await engine.close()


@pytest.mark.parametrize("most", [1, None])
async def test_a_user_may_keep_cores_and_memory_for_other_work(
    most: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sensorium.core.scheduler.local.cores", lambda: 8)
    engine = LocalEngine(most=most, memory=1000)
    place = engine._decider.book.devices["cpu"]
    assert (place.lanes, engine._workers._threads) == ((1, 1) if most == 1 else (4, 2))
    assert place.ledger.capacity == 1000
    await engine.close()
