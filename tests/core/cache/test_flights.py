"""One computation per key: sharing, giving up, taking over."""

from __future__ import annotations

import asyncio

import pytest

from sensorium.core.cache.flights import Abandoned, Flights


class Work:
    """Counts how often it ran and holds until released."""

    def __init__(self) -> None:
        self.ran = 0
        self.go = asyncio.Event()

    async def __call__(self) -> int:
        self.ran += 1
        await self.go.wait()
        return self.ran


async def test_many_ask_and_one_computes() -> None:
    flights, work = Flights(), Work()
    asked = [asyncio.create_task(flights.share("key", work)) for _ in range(5)]
    await asyncio.sleep(0)
    work.go.set()
    assert await asyncio.gather(*asked) == [1] * 5


async def test_the_first_may_leave_and_the_work_goes_on() -> None:
    flights, work = Flights(), Work()
    first, second = (asyncio.create_task(flights.share("key", work)) for _ in range(2))
    await asyncio.sleep(0.01)
    first.cancel()
    await asyncio.sleep(0.01)
    work.go.set()
    assert await second == 1
    assert first.cancelled()


async def test_the_last_to_leave_cancels_the_work() -> None:
    flights, cancelled = Flights(), asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    asked = [asyncio.create_task(flights.share("key", work)) for _ in range(3)]
    await asyncio.sleep(0.01)
    for task in asked:
        task.cancel()
    await asyncio.wait_for(cancelled.wait(), 1)


async def test_an_error_is_the_first_askers_own() -> None:
    flights, tries = Flights(), []

    async def work() -> str:
        tries.append(1)
        await asyncio.sleep(0.01)
        if len(tries) == 1:
            raise ValueError("the first one's deadline")
        return "done"

    first, *others = [asyncio.create_task(flights.share("key", work)) for _ in range(4)]
    with pytest.raises(ValueError, match="deadline"):
        await first
    assert await asyncio.gather(*others) == ["done"] * 3
    assert len(tries) == 2


async def test_claims_land_and_abandoned_ones_are_taken_over() -> None:
    flights = Flights()
    assert flights.claim("key") is None
    flying = flights.claim("key")
    assert flying is not None
    flights.land("key", 7)
    late = flights.claim("key")
    assert late is flying
    assert await flying == 7
    flights.clear(["key", "other"])
    assert flights.claim("key") is None
    flying = flights.claim("key")
    assert flying is not None
    flights.abandon("key")
    with pytest.raises(Abandoned):
        await flying
    assert flights.claim("key") is None


async def test_who_comes_after_a_cancelled_one_starts_anew() -> None:
    flights, work = Flights(), Work()
    first = asyncio.create_task(flights.share("key", work))
    await asyncio.sleep(0.01)
    first.cancel()
    late = asyncio.create_task(flights.share("key", work))
    with pytest.raises(asyncio.CancelledError):
        await first
    work.go.set()
    assert await asyncio.wait_for(late, 1) == 2
    assert await flights.share("key", work) == 3
