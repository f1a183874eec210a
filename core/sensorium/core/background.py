"""Threads that decode ahead: daemons, yet let through what they have in hand before the interpreter ends.

A daemon thread that is inside native code when the interpreter goes takes the process down with it ("terminate called
without an active exception"); one that waits for a reader who forgot to close it must not hold the process for ever.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from time import monotonic
from weakref import WeakSet

PATIENCE = 5.0
"""Seconds that the interpreter's end waits for all of them together."""

_running: WeakSet[threading.Thread] = WeakSet()


def start(name: str, work: Callable[..., object], *given: object) -> threading.Thread:
    """Run `work` in a thread named ``sensorium-NAME``."""
    thread = threading.Thread(target=work, args=given, name=f"sensorium-{name}", daemon=True)
    _running.add(thread)
    thread.start()
    return thread


@atexit.register
def _let_through() -> None:
    until = monotonic() + PATIENCE
    for thread in list(_running):
        thread.join(max(0.0, until - monotonic()))
