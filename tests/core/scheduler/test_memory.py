from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sensorium.core.scheduler import memory


def test_a_container_may_use_less_than_the_machine_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "CGROUP_LIMITS", (limit,))
    whole = memory.machine_memory()
    limit.write_text("max\n")
    assert memory.machine_memory() == whole
    limit.write_text("123456789\n")
    assert memory.machine_memory() == 123456789


def test_every_machine_has_a_cpu_and_a_remote_place() -> None:
    devices = {device.name: device for device in memory.machine_devices(3)}
    assert devices["cpu"].lanes == 3
    assert 0 < devices["cpu"].ledger.capacity <= memory.machine_memory()
    assert devices["remote"].ledger.capacity == sys.maxsize


def test_a_cap_holds_on_the_cpu_and_never_adds() -> None:
    capacity = memory.machine_devices(1)[-2].ledger.capacity
    assert memory.machine_devices(1, 1000)[-2].ledger.capacity == 1000
    assert memory.machine_devices(1, capacity * 8)[-2].ledger.capacity == capacity


def test_asking_imports_no_framework() -> None:
    ask = "from sensorium.core.scheduler.memory import *; machine_devices(1); in_use('cuda:0'); import sys; "
    check = "sys.exit(any(name in sys.modules for name in ('torch', 'asyncio', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", ask + check], check=False).returncode == 0
