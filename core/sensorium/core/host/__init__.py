"""The host runs models: it owns time, decoding, batching, caching and memory.

host (the door), context (one request), window, call, stream (one runner per kind of model), live (sound that is still
coming in), serving (models as the engine sees them), loading and remote (what a model is given), identity (cache keys),
join (outputs), own/ (other interpreters).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sensorium.core.host.context import Outcome, Readers, RunContext
    from sensorium.core.host.host import Host
    from sensorium.core.host.live import Live, live_audio

__all__ = ["Host", "Live", "Outcome", "Readers", "RunContext", "live_audio"]

HOMES = {
    "Host": "host", "Live": "live", "Outcome": "context", "Readers": "context", "RunContext": "context",
    "live_audio": "live",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Names come in when first asked for: other interpreters need a part of this package only."""
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
