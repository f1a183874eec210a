"""The scheduler: who runs what, where and when.

engine.py says what an engine promises; decider.py is the pure core behind it (order, batching, ledger, eviction,
admission, dispatch, faults), local.py the engine of one machine, fake.py the one for tests.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sensorium.core.scheduler.engine import Engine, Servable, Work

if TYPE_CHECKING:
    from sensorium.core.scheduler.fake import FakeEngine
    from sensorium.core.scheduler.local import LocalEngine

__all__ = ["Engine", "FakeEngine", "LocalEngine", "Servable", "Work"]

HOMES = {"FakeEngine": "fake", "LocalEngine": "local"}


def __getattr__(name: str) -> Any:
    """Engines come in when first asked for: asyncio alone would take a fifth of the import budget."""
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
