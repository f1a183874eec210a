"""What the scheduler costs: hand-off, concurrency, learned batches, swaps, latency while others load.

Run: python tests/benchmarks/scheduler.py. Every figure is a ratio of two things measured in this run, interleaved and
compared by their medians, because machines and their neighbours differ.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from statistics import median
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from sensorium.core.card import RunsOn
from sensorium.core.scheduler import FakeEngine, LocalEngine, Work

ROUNDS = 41
WEIGHTS = bytes(1 << 20)
"""What a load digests, off the interpreter's lock, as reading and checking real weights does."""
CALLS = 100
TOGETHER = 64


class Nothing:
    """A model that does nothing, so that only the way there and back is timed."""

    def __init__(self, key: str = "nothing", size: int = 1, load_seconds: float = 0.0) -> None:
        self.key = key
        self.places: Sequence[RunsOn] = (RunsOn("cpu", bytes=size),)
        self.load_seconds = load_seconds

    def load(self, place: RunsOn, device: str, threads: int) -> Any:
        ends = time.perf_counter() + self.load_seconds
        while time.perf_counter() < ends:
            sha256(WEIGHTS)

    def run(self, resident: Any, payloads: Sequence[Any]) -> Sequence[Any]:
        return payloads

    def unload(self, resident: Any) -> None: ...


def nothing() -> None: ...


async def timed(work: Callable[[], Awaitable[Any]], calls: int) -> float:
    """Microseconds a call."""
    started = time.perf_counter()
    await work()
    return (time.perf_counter() - started) / calls * 1e6


class Figures(NamedTuple):
    """Medians of both, and the median of the ratios of neighbouring rounds."""

    ours: float
    yardstick: float
    ratio: float


def summed_up(pairs: Sequence[tuple[float, float]]) -> Figures:
    return Figures(median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs))


async def sequential(engine: LocalEngine) -> Figures:
    """One call after another: this engine's, and run_in_executor's with a function that does nothing."""
    loop, pool, model = asyncio.get_running_loop(), ThreadPoolExecutor(1), Nothing()

    async def ours() -> None:
        for _ in range(CALLS):
            await engine.submit(Work(model, None))

    async def executor() -> None:
        for _ in range(CALLS):
            await loop.run_in_executor(pool, nothing)

    await ours()
    await executor()
    figures = [(await timed(ours, CALLS), await timed(executor, CALLS)) for _ in range(ROUNDS)]
    pool.shutdown()
    return summed_up(figures)


async def concurrent(engine: LocalEngine) -> Figures:
    """64 callers at once: this engine's call, and a bare future resolved from the loop."""
    loop, model = asyncio.get_running_loop(), Nothing()

    async def bare_call() -> None:
        future = loop.create_future()
        loop.call_soon(future.set_result, None)
        await future

    async def together(call: Callable[[], Awaitable[Any]]) -> None:
        for _ in range(CALLS // 20):
            await asyncio.gather(*(call() for _ in range(TOGETHER)))

    calls = CALLS // 20 * TOGETHER
    ours = lambda: together(lambda: engine.submit(Work(model, None)))
    bare = lambda: together(bare_call)
    await ours()
    await bare()
    figures = [(await timed(ours, calls), await timed(bare, calls)) for _ in range(ROUNDS)]
    return summed_up(figures)


async def batching(cost: Callable[[int], float], items: int = 20_000) -> float:
    """Throughput on the virtual clock over that of the best fixed batch, learning included."""
    engine = FakeEngine(run_seconds=lambda model, units: cost(units), max_queued=items)
    model = Nothing()
    await engine.submit(Work(model, None))
    started = engine.now()
    await asyncio.gather(*(engine.submit(Work(model, None)) for _ in range(items)))
    taken = engine.now() - started
    await engine.close()
    return min(cost(size) / size for size in range(1, 257)) * items / taken


async def beside_loads(engine: LocalEngine) -> Figures:
    """Median call of a warm model while others load, and while nothing else happens."""
    warm = Nothing("warm")

    async def call() -> float:
        return await timed(lambda: engine.submit(Work(warm, None)), 1)

    await call()
    idle = [await call() for _ in range(1000)]
    others = [asyncio.create_task(engine.submit(Work(Nothing(f"other{n}", load_seconds=0.1), None))) for n in range(6)]
    busy = []
    while not all(task.done() for task in others):
        busy.append(await call())
    return Figures(median(busy), median(idle), median(busy) / median(idle))


async def measure() -> Table:
    engine = LocalEngine({"cpu": 1 << 30}, lanes=2)
    table = Table("what", "ours", "yardstick", "ratio", "budget")
    for name, figures, budget in (
        ("sequential call, us / run_in_executor", await sequential(engine), "<= 1.0"),
        (f"{TOGETHER} at once, us a call / bare asyncio", await concurrent(engine), "<= 3.0"),
        ("warm call while others load, us / idle", await beside_loads(engine), "<= 1.2"),
    ):
        table.add_row(name, f"{figures.ours:.1f}", f"{figures.yardstick:.1f}", f"{figures.ratio:.2f}", budget)
    await engine.close()
    for name, cost in (
        ("fixed cost a batch", lambda n: 0.02 + 0.001 * n),
        ("batching does not pay", lambda n: 0.01 * n),
        ("large batches hurt", lambda n: 0.01 + 0.001 * n + 0.00005 * n * n),
    ):
        ratio = await batching(cost)
        table.add_row(f"throughput / best fixed batch: {name}", "", "", f"{ratio:.3f}", ">= 0.95")
    return table


if __name__ == "__main__":
    Console(width=110).print(asyncio.run(measure()))
