"""Calls that leave the machine: only to declared hosts the user allowed, few at a time, within a rate."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING

from sensorium.core.card import Card, Remote
from sensorium.core.errors import Refused
from sensorium.core.settings import Settings

if TYPE_CHECKING:
    import httpx

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MINUTE = 60.0


def allowed(remote: Remote, settings: Settings) -> bool:
    """Whether the user lets data go to every one of the hosts."""
    return not settings.offline and set(remote.hosts) <= set(settings.allow_remote)


def require_allowed(card: Card, settings: Settings) -> None:
    """Raise Refused where a model would send what the user did not allow."""
    if card.remote is None or allowed(card.remote, settings):
        return
    hosts, sends = ", ".join(card.remote.hosts), ", ".join(sorted(card.remote.sends))
    if settings.offline:
        raise Refused(f"it would call {hosts}, and nothing may while offline", where=card.name, fix="go online")
    fix = f"allow it: SENSORIUM_ALLOW_REMOTE={','.join(card.remote.hosts)}"
    raise Refused(f"it would send {sends} to {hosts}", where=card.name, fix=fix)


class Pace:
    """At most `concurrent` calls at once and `per_minute` in any minute; later ones wait."""

    def __init__(self, remote: Remote) -> None:
        self._places = asyncio.Semaphore(remote.concurrent)
        self._per_minute = remote.per_minute
        self._starts: deque[float] = deque(maxlen=remote.per_minute)

    async def __aenter__(self) -> None:
        await self._places.acquire()
        try:
            await asyncio.sleep(self._turn(time.monotonic()))
        except BaseException:
            self._places.release()
            raise

    async def __aexit__(self, *exc: object) -> None:
        self._places.release()

    def _turn(self, now: float) -> float:
        """Book the next free moment; the seconds until then."""
        start = now
        if self._per_minute is not None and len(self._starts) == self._per_minute:
            start = max(now, self._starts[0] + MINUTE)
        self._starts.append(start)
        return start - now


def client(card: Card) -> httpx.AsyncClient:
    """An HTTP client that reaches the card's hosts only, encrypted unless the host is this machine.

    Redirects are not followed, as they could lead elsewhere.
    """
    import httpx

    remote = card.remote or Remote((), frozenset())
    inner = httpx.AsyncHTTPTransport(retries=1)
    pace = Pace(remote)

    class Limited(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            host, scheme = request.url.host, request.url.scheme
            if host not in remote.hosts:
                raise Refused(f"it may not call {host}", where=card.name, fix="declare the host in Card.remote")
            if scheme != "https" and host not in LOOPBACK:
                raise Refused(f"it may not call {host} unencrypted", where=card.name, fix="use https")
            async with pace:
                return await inner.handle_async_request(request)

        async def aclose(self) -> None:
            await inner.aclose()

    return httpx.AsyncClient(transport=Limited(), timeout=httpx.Timeout(60.0, connect=10.0), follow_redirects=False)
