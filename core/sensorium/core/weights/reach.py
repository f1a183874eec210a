"""Hosts that could not be reached lately: known to this process, so that a mirror is asked at once."""

from __future__ import annotations

import time

from sensorium.core.weights.fetch import SourceFailed

FORGET_SECONDS = 300.0

_failed: dict[str, float] = {}


def unreachable(host: str) -> SourceFailed:
    """Remember that `host` does not answer; the error to raise."""
    _failed[host] = time.monotonic()
    return SourceFailed(f"{host} cannot be reached")


def refuse_unreachable(host: str) -> None:
    """Raise SourceFailed where `host` did not answer within the last five minutes."""
    since = _failed.get(host)
    if since is not None and time.monotonic() - since < FORGET_SECONDS:
        raise SourceFailed(f"{host} could not be reached a moment ago")


def forget() -> None:
    """Try every host again."""
    _failed.clear()
