"""FakeEngine: the real decisions on a virtual clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import pytest

from sensorium.core.card import RunsOn
from sensorium.core.errors import DeadlineExceeded, ModelFailed
from sensorium.core.scheduler import FakeEngine, Work


class Double:
    def __init__(self, key: str = "double", size: int = 10) -> None:
        self.key = key
        self.places: Sequence[RunsOn] = (RunsOn("cpu", bytes=size),)

    def load(self, place: RunsOn, device: str, threads: int) -> Any:
        return device

    def run(self, resident: Any, payloads: Sequence[Any]) -> Sequence[Any]:
        return [2 * payload for payload in payloads]

    def unload(self, resident: Any) -> None: ...


async def test_hours_pass_in_no_time() -> None:
    engine = FakeEngine(run_seconds=lambda model, units: 3600.0, load_seconds=lambda model: 60.0)
    started = time.monotonic()
    assert await engine.submit(Work(Double(), 21)) == 42
    assert engine.now() == 3660.0
    assert time.monotonic() - started < 1.0
    assert [(e.at, e.what, e.device) for e in engine.log] == [(60.0, "load", "cpu"), (3660.0, "run", "cpu")]
    await engine.close()
    assert engine.log[-1].what == "unload"


async def test_a_deadline_is_kept_on_the_virtual_clock() -> None:
    engine = FakeEngine(run_seconds=lambda model, units: 10.0)
    with pytest.raises(DeadlineExceeded):
        await engine.submit(Work(Double(), 1, deadline=5.0))
    assert engine.now() == 5.0


async def test_a_model_that_raises_fails_typed() -> None:
    engine = FakeEngine()
    results = await asyncio.gather(
        engine.submit(Work(Double(), object())), engine.submit(Work(Double(), 2)), return_exceptions=True
    )
    assert isinstance(results[0], ModelFailed)
    assert results[1] == 4


async def test_what_a_plan_expects_is_loaded_ahead_and_evicted_last() -> None:
    engine = FakeEngine({"cpu": 25})
    first, second, third = Double("first"), Double("second"), Double("third")
    engine.expect("plan", [first, second])
    await engine.submit(Work(first, 1))
    await engine.submit(Work(third, 1))
    assert [e.key for e in engine.log if e.what == "load"] == ["first", "second", "third"]
    assert [e.key for e in engine.log if e.what == "unload"] == ["second"]
