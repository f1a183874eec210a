"""The machine's devices and their memory, asked without importing any framework."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from sensorium.core.scheduler.residency import Device

CPU_SHARE = 0.6
"""Of the machine's memory; the rest is for media, results and everybody else."""
GPU_SHARE = 0.9
REMOTE_LANES = 8
CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def machine_devices(cpu_lanes: int, cap: int | None = None) -> list[Device]:
    """The devices of this machine with their budgets: the CPU, GPUs where torch could use them, and `remote`.

    `cap` is the most bytes of the CPU's memory that models may take.
    """
    share = int(machine_memory() * CPU_SHARE)
    devices = [*_gpus(), cpu(share if cap is None else min(cap, share), cpu_lanes)]
    return [*devices, Device("remote", sys.maxsize, REMOTE_LANES, REMOTE_LANES)]


def cpu(capacity: int, lanes: int) -> Device:
    """The CPU pool: models run beside each other, one batch each, over one budget; loads get half the lanes' cores."""
    return Device("cpu", capacity, lanes, loaders=max(1, lanes // 2))


def machine_memory() -> int:
    """Bytes of memory this process may use: the machine's, or less where a container says so."""
    total = 4 << 30
    with suppress(ValueError, OSError, AttributeError):
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in CGROUP_LIMITS:
        with suppress(OSError, ValueError):
            total = min(total, int(limit.read_text()))
    return total


def cores() -> int:
    """CPU cores this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_use(device: str) -> int | None:
    """Bytes in use on `device` by this process, None where nobody can tell cheaply."""
    kind, _, index = device.partition(":")
    if kind == "cuda" and "torch" in sys.modules:
        return int(sys.modules["torch"].cuda.memory_allocated(int(index or 0)))
    if kind == "cpu":
        with suppress(OSError, ValueError):
            return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return None


def _gpus() -> list[Device]:
    if find_spec("torch") is None:
        return []
    if platform.system() == "Darwin" and platform.machine() == "arm64":
        return [Device("mps", int(machine_memory() * CPU_SHARE / 2))]
    return [Device(f"cuda:{n}", int(size * GPU_SHARE)) for n, size in enumerate(_cuda_memory())]


def _cuda_memory() -> list[int]:
    """Bytes of each visible CUDA device, from the driver's library: importing torch would take seconds."""
    try:
        driver = ctypes.CDLL("nvcuda.dll" if platform.system() == "Windows" else "libcuda.so.1")
    except OSError:
        return []
    count, device, size = ctypes.c_int(), ctypes.c_int(), ctypes.c_size_t()
    if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count)):
        return []
    found = []
    for index in range(count.value):
        if driver.cuDeviceGet(ctypes.byref(device), index) == 0 and not driver.cuDeviceTotalMem_v2(
            ctypes.byref(size), device
        ):
            found.append(size.value)
    return found
