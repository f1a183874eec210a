"""A model for FakeEngine whose size, places and failures a test chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sensorium.core.card import RunsOn


class Double:
    """Doubles numbers. `holds` is the most payloads a run survives on a device; beyond it memory runs out."""

    def __init__(self, key: str, *places: RunsOn, **holds: int) -> None:
        self.key = key
        self.places = places or (RunsOn("cpu", bytes=10),)
        self.holds = holds
        self.load_errors: list[Exception] = []
        self.ran: list[list[Any]] = []

    def load(self, place: RunsOn, device: str, threads: int) -> Any:
        if self.load_errors:
            raise self.load_errors.pop(0)
        return device.partition(":")[0]

    def run(self, resident: Any, payloads: Sequence[Any]) -> Sequence[Any]:
        self.ran.append(list(payloads))
        if len(payloads) > self.holds.get(resident, 1000):
            raise MemoryError
        return [2 * payload for payload in payloads]

    def unload(self, resident: Any) -> None: ...


@pytest.fixture
def double() -> Callable[..., Double]:
    return Double
