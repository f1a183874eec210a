"""What the Decider does when things go wrong, and whom it serves first; on the virtual clock."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from sensorium.core.card import RunsOn
from sensorium.core.errors import DeadlineExceeded, OutOfMemory, RetryLater, WeightsError
from sensorium.core.scheduler import FakeEngine, Work
from sensorium.core.scheduler.order import Terms

GPU_THEN_CPU = (RunsOn("cuda", bytes=50), RunsOn("cpu", bytes=50))


def history(engine: FakeEngine, *what: str) -> list[tuple[str, str, str]]:
    return [(e.what, e.key, e.device) for e in engine.log if e.what in what]


async def ask(engine: FakeEngine, model: Any, count: int, **terms: Any) -> list[Any]:
    calls = (engine.submit(Work(model, n, **terms)) for n in range(count))
    return await asyncio.gather(*calls, return_exceptions=True)


async def test_out_of_memory_halves_the_batch_until_it_fits(double: Any) -> None:
    engine, model = FakeEngine(), double("m", cpu=3)
    assert await ask(engine, model, 20) == [2 * n for n in range(20)]
    assert max(len(batch) for batch in model.ran[2:]) <= 3


async def test_a_single_unit_gets_the_device_to_itself_and_then_the_next_place(double: Any) -> None:
    engine = FakeEngine({"cuda:0": 100, "cpu": 100})
    idle, model = double("idle", RunsOn("cuda", bytes=40)), double("m", *GPU_THEN_CPU, cuda=0)
    await engine.submit(Work(idle, 1))
    assert await engine.submit(Work(model, 4)) == 8
    assert history(engine, "load", "unload", "fail", "run") == [
        ("load", "idle", "cuda:0"), ("run", "idle", "cuda:0"), ("load", "m", "cuda:0"), ("fail", "m", "cuda:0"),
        ("unload", "idle", "cuda:0"), ("fail", "m", "cuda:0"), ("unload", "m", "cuda:0"),
        ("load", "m", "cpu"), ("run", "m", "cpu"),
    ]  # fmt: skip


async def test_where_no_place_is_left_out_of_memory_is_raised(double: Any) -> None:
    engine, model = FakeEngine({"cuda:0": 100, "cpu": 20}), double("m", *GPU_THEN_CPU, cuda=0)
    with pytest.raises(OutOfMemory, match=r"cuda:0 cannot hold a single unit") as caught:
        await engine.submit(Work(model, 1))
    assert isinstance(caught.value.__cause__, MemoryError)
    assert len(model.ran) == 2


async def test_a_leased_model_is_not_moved(double: Any) -> None:
    engine, model = FakeEngine({"cuda:0": 100, "cpu": 100}), double("m", *GPU_THEN_CPU, cuda=0)
    async with engine.lease(model):
        with pytest.raises(OutOfMemory):
            await engine.submit(Work(model, 1))
    assert history(engine, "unload") == []


async def test_a_load_that_runs_out_of_memory_is_retried_alone_then_moved(double: Any) -> None:
    engine = FakeEngine({"cuda:0": 100, "cpu": 100})
    idle, model = double("idle", RunsOn("cuda", bytes=40)), double("m", *GPU_THEN_CPU)
    model.load_errors = [MemoryError(), MemoryError()]
    await engine.submit(Work(idle, 1))
    assert await engine.submit(Work(model, 4)) == 8
    assert history(engine, "load", "unload", "fail")[1:] == [
        ("fail", "m", "cuda:0"), ("unload", "idle", "cuda:0"), ("fail", "m", "cuda:0"), ("load", "m", "cpu"),
    ]  # fmt: skip
    assert await engine.submit(Work(idle, 3)) == 6, "the device is open to others again"


async def test_the_next_load_starts_again_at_the_preferred_place(double: Any) -> None:
    engine = FakeEngine({"cuda:0": 100, "cpu": 60})
    model, other = double("m", *GPU_THEN_CPU), double("other", RunsOn("cpu", bytes=50))
    model.load_errors = [MemoryError(), MemoryError()]
    await engine.submit(Work(model, 1))
    await engine.submit(Work(other, 1))
    await engine.submit(Work(model, 1))
    assert [e.device for e in engine.log if e.what == "load" and e.key == "m"] == ["cpu", "cuda:0"]


async def test_a_failed_load_is_tried_afresh_by_the_next_call(double: Any) -> None:
    engine, model = FakeEngine(), double("m")
    model.load_errors = [WeightsError("missing", fix="pull them")]
    assert [type(r) for r in await ask(engine, model, 2)] == [WeightsError, WeightsError]
    assert await engine.submit(Work(model, 1)) == 2


async def test_a_job_too_large_for_the_device_holds_up_nobody_behind_it(double: Any) -> None:
    engine, model = FakeEngine({"cpu": 100}), double("m", RunsOn("cpu", bytes=10, bytes_each=10))
    huge = asyncio.create_task(engine.submit(Work(model, 1, units=10)))
    assert await ask(engine, model, 3) == [0, 2, 4]
    with pytest.raises(OutOfMemory):
        await huge


async def test_batches_stay_inside_the_bytes_each_unit_takes(double: Any) -> None:
    engine, model = FakeEngine({"cpu": 50}), double("m", RunsOn("cpu", bytes=20, bytes_each=10))
    await ask(engine, model, 12)
    assert max(len(batch) for batch in model.ran) == 3


async def test_room_for_a_batch_is_made_by_evicting_what_is_idle(double: Any) -> None:
    engine = FakeEngine({"cpu": 100})
    idle, model = double("idle", RunsOn("cpu", bytes=50)), double("m", RunsOn("cpu", bytes=10, bytes_each=10))
    await engine.submit(Work(idle, 1))
    assert await engine.submit(Work(model, 1, units=8)) == 2
    assert history(engine, "unload") == [("unload", "idle", "cpu")]


async def test_the_largest_batch_of_a_place_is_kept(double: Any) -> None:
    engine, model = FakeEngine(), double("m", RunsOn("cpu", max_batch=2))
    await ask(engine, model, 9)
    assert max(len(batch) for batch in model.ran) == 2


async def test_buckets_never_share_a_batch(double: Any) -> None:
    engine, model = FakeEngine(), double("m")
    calls = (engine.submit(Work(model, n, bucket=n % 3)) for n in range(30))
    await asyncio.gather(*calls)
    assert all(len({payload % 3 for payload in batch}) == 1 for batch in model.ran)


async def test_priority_goes_before_deadline_and_deadline_before_arrival(double: Any) -> None:
    engine, model = FakeEngine(), double("m", RunsOn("cpu", max_batch=1))
    calls = [
        Work(model, 1), Work(model, 2, deadline=20.0), Work(model, 3, deadline=10.0), Work(model, 4, priority=-1),
        Work(model, 5, priority=1, deadline=10.0),
    ]  # fmt: skip
    await asyncio.gather(*(engine.submit(work) for work in calls))
    assert [batch[0] for batch in model.ran] == [4, 3, 2, 1, 5]


async def test_a_newcomer_waits_for_a_fair_share_not_for_a_flood(double: Any) -> None:
    engine, model = FakeEngine(run_seconds=lambda m, n: 0.1 * n), double("m", RunsOn("cpu", max_batch=1))
    await engine.submit(Work(model, -1))
    flood = [asyncio.create_task(engine.submit(Work(model, n, user="flood"))) for n in range(200)]
    await asyncio.wait(flood[:20], return_when=asyncio.ALL_COMPLETED)
    started = engine.now()
    await engine.submit(Work(model, 1000, user="newcomer"))
    assert engine.now() - started < 1.0
    await asyncio.gather(*flood)


async def test_low_priority_is_late_but_not_for_ever(double: Any) -> None:
    terms = Terms(patience=1.0, step=2.0)
    engine = FakeEngine(run_seconds=lambda m, n: 0.1, terms=terms)
    model = double("m", RunsOn("cpu", max_batch=1))
    low = asyncio.create_task(engine.submit(Work(model, 0, priority=1, user="low")))

    async def stream() -> None:
        while not low.done():
            await engine.submit(Work(model, 1, user="high"))

    await asyncio.gather(low, stream(), stream())
    assert 1.5 < engine.now() < 6.0


async def test_two_models_that_do_not_fit_together_take_turns(double: Any) -> None:
    engine = FakeEngine({"cpu": 60}, run_seconds=lambda m, n: 0.1 * n)
    one, two = double("one", RunsOn("cpu", bytes=50)), double("two", RunsOn("cpu", bytes=50))

    async def busy(model: Any) -> None:
        for n in range(200):
            await engine.submit(Work(model, n))

    async def backlog() -> None:
        await asyncio.gather(*(busy(one) for _ in range(3)))

    flood = asyncio.create_task(backlog())
    await asyncio.sleep(0)
    await engine.submit(Work(two, 1))
    assert engine.now() < 5.0
    await flood
    assert len(history(engine, "load")) <= 4


async def test_work_blocked_by_leases_is_told_to_come_back(double: Any) -> None:
    engine = FakeEngine({"cpu": 60}, terms=Terms(blocked=7.0))
    kept, other = double("kept", RunsOn("cpu", bytes=50)), double("other", RunsOn("cpu", bytes=50))
    async with engine.lease(kept):
        started = engine.now()
        with pytest.raises(RetryLater, match="leased models hold its memory"):
            await engine.submit(Work(other, 1))
        assert engine.now() - started == pytest.approx(7.0)
    assert await engine.submit(Work(other, 1)) == 2


async def test_a_pinned_model_is_never_evicted(double: Any) -> None:
    engine = FakeEngine({"cpu": 60})
    pinned, other = double("pinned", RunsOn("cpu", bytes=50)), double("other", RunsOn("cpu", bytes=50))
    engine.pin(pinned)
    await engine.submit(Work(pinned, 1))
    with pytest.raises(OutOfMemory):
        await engine.submit(Work(other, 1))
    engine.pin(pinned, False)
    assert await engine.submit(Work(other, 1)) == 2


async def test_a_full_queue_says_when_to_come_back(double: Any) -> None:
    engine, model = FakeEngine(max_queued=10), double("m")
    results = await ask(engine, model, 12)
    assert [type(r) for r in results[10:]] == [RetryLater, RetryLater]
    assert results[10].seconds > 0


async def test_a_deadline_already_past_is_refused_at_the_door(double: Any) -> None:
    engine, model = FakeEngine(), double("m")
    with pytest.raises(DeadlineExceeded):
        await engine.submit(Work(model, 1, deadline=0.0))
    assert model.ran == []


async def test_what_fails_to_load_ahead_is_not_tried_until_somebody_asks(double: Any) -> None:
    engine, first, second = FakeEngine(), double("first"), double("second")
    second.load_errors = [WeightsError("missing")]
    engine.expect("plan", [first, second])
    await engine.submit(Work(first, 1))
    assert history(engine, "fail") == [("fail", "second", "cpu")]
    assert await engine.submit(Work(second, 1)) == 2


async def test_a_retry_that_nobody_waits_for_gives_the_device_back(double: Any) -> None:
    engine = FakeEngine({"cuda:0": 100})
    idle, model = double("idle", RunsOn("cuda", bytes=40)), double("m", RunsOn("cuda", bytes=40))
    await engine.submit(Work(idle, 1))
    doomed = asyncio.create_task(engine.submit(Work(model, 1)))

    def out_of_memory(resident: Any, payloads: Any) -> Any:
        asyncio.get_running_loop().call_soon(doomed.cancel)
        raise MemoryError

    model.run = out_of_memory
    with pytest.raises(asyncio.CancelledError):
        await doomed
    assert await asyncio.wait_for(engine.submit(Work(idle, 2)), 5) == 4
