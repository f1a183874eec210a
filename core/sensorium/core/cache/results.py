"""The cache a host uses: values in memory before bytes on disk."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sensorium.core.cache.codec import Unstorable, decode, encode
from sensorium.core.cache.store import ResultStore

log = logging.getLogger(__name__)


class _Miss:
    def __repr__(self) -> str:
        return "MISS"


MISS: Final = _Miss()


class ResultCache:
    """Values by key. What is kept is what comes back equal from its own bytes; anything else is left out.

    `front` is how many bytes stay in memory. Values are shared: arrays come back read-only.
    """

    def __init__(self, store: ResultStore | None = None, front: int = 64 << 20) -> None:
        self._store = store
        self._cap = front
        self._size = 0
        self._values: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Any:
        """The value of `key`, or MISS."""
        return self.get_many([key]).get(key, MISS)

    def peek(self, key: str) -> Any:
        """The value of `key` where it is in memory, else MISS; never waits for the disk."""
        with self._lock:
            return self._values[key][0] if key in self._values else MISS

    def get_many(self, keys: Sequence[str]) -> dict[str, Any]:
        """The values of those keys that are here."""
        found = {}
        with self._lock:
            for key in keys:
                if key in self._values:
                    self._values.move_to_end(key)
                    found[key] = self._values[key][0]
        missing = [key for key in keys if key not in found]
        if self._store is None or not missing:
            return found
        for key, body in self._store.get_many(missing).items():
            try:
                found[key] = decode(body)
            except Unstorable as error:
                log.debug("stored result %s is unreadable: %s", key, error)
                continue
            self._remember(key, found[key], len(body))
        return found

    def has_many(self, keys: Sequence[str]) -> set[str]:
        """Which of the keys are here; one of them may still be gone when it is asked for."""
        with self._lock:
            found = {key for key in keys if key in self._values}
        if self._store is not None and len(found) < len(keys):
            found |= self._store.has_many([key for key in keys if key not in found])
        return found

    def put(self, key: str, value: Any) -> None:
        self.put_many({key: value})

    def put_many(self, values: Mapping[str, Any]) -> None:
        """Keep each value that survives its own bytes."""
        bodies = {}
        for key, value in values.items():
            try:
                body = encode(value)
                copy = decode(body)
                if encode(copy) != body:
                    raise Unstorable("it comes back different")
            except Unstorable as error:
                log.debug("result %s is not kept: %s", key, error)
                continue
            bodies[key] = body
            self._remember(key, copy, len(body))
        if self._store is not None and bodies:
            self._store.put_many(bodies)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    def _remember(self, key: str, value: Any, size: int) -> None:
        with self._lock:
            if key in self._values:
                self._size -= self._values.pop(key)[1]
            if size > self._cap // 4:
                return
            self._values[key] = (value, size)
            self._size += size
            while self._size > self._cap:
                self._size -= self._values.popitem(last=False)[1][1]
