"""Results in one SQLite file that several processes share; a process killed at any moment leaves it whole.

A cache may forget but must not fail a request: a locked, full or damaged file reads as empty and says so in the log.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
SCHEMA = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, used REAL NOT NULL, size INTEGER NOT NULL, body BLOB);
CREATE INDEX IF NOT EXISTS results_used ON results (used, size);
"""
FRESH = 60.0
CHUNK = 500


class ResultStore:
    """Bytes by key, at most about `cap` of them: the least recently used go first.

    `used` is written at most once a minute per key, so that reading seldom writes.
    """

    def __init__(self, path: Path, cap: int) -> None:
        self.path = path
        self.cap = cap
        self._lock = threading.Lock()
        self._added = 0
        self._link: sqlite3.Connection | None = None
        try:
            self._open()
        except (sqlite3.Error, OSError) as error:
            self._forsake(error)

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The bodies of those keys that are here."""
        found: dict[str, bytes] = {}
        stale = []
        now = time.time()
        for key, used, body in self._select("key, used, body", keys):
            found[key] = bytes(body)
            if now - used > FRESH:
                stale.append((now, key))
        if stale:
            self._write("UPDATE results SET used = ? WHERE key = ?", stale)
        return found

    def has_many(self, keys: Sequence[str]) -> set[str]:
        """Which of the keys are here."""
        return {str(row[0]) for row in self._select("key", keys)}

    def put_many(self, bodies: Mapping[str, bytes]) -> None:
        """Keep each body; those over an eighth of the cap are not worth their room."""
        now = time.time()
        rows = [(key, now, len(body), body) for key, body in bodies.items() if len(body) <= self.cap // 8]
        self._write("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", rows)
        self._added += sum(row[2] for row in rows)
        if self._added > self.cap // 16:
            self._added = 0
            self.trim()

    def trim(self) -> None:
        """Drop the least recently used until nine tenths of the cap are left."""
        with self._lock, suppress(sqlite3.Error):
            if self._link is None:
                return
            total = self._link.execute("SELECT COALESCE(SUM(size), 0) FROM results").fetchone()[0]
            if total <= self.cap:
                return
            excess, victims = total - self.cap * 9 // 10, []
            for rowid, size in self._link.execute("SELECT rowid, size FROM results ORDER BY used"):
                victims.append((rowid,))
                excess -= size
                if excess <= 0:
                    break
            with self._link:
                self._link.executemany("DELETE FROM results WHERE rowid = ?", victims)

    @property
    def size(self) -> int:
        """What all bodies come to."""
        with self._lock:
            if self._link is None:
                return 0
            return int(self._link.execute("SELECT COALESCE(SUM(size), 0) FROM results").fetchone()[0])

    def clear(self) -> None:
        """Forget everything and give the room back."""
        self._write("DELETE FROM results", [()])
        with self._lock, suppress(sqlite3.Error):
            if self._link is not None:
                self._link.execute("VACUUM")

    def close(self) -> None:
        with self._lock:
            if self._link is not None:
                self._link.close()
                self._link = None

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connect()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            for name in ("", "-wal", "-shm"):
                Path(f"{self.path}{name}").unlink(missing_ok=True)
            self._connect()

    def _connect(self) -> None:
        link = sqlite3.connect(self.path, timeout=5.0, check_same_thread=False)
        try:
            link.execute("PRAGMA journal_mode = WAL")
            link.execute("PRAGMA synchronous = NORMAL")
            link.executescript(SCHEMA)
        except sqlite3.Error:
            link.close()
            raise
        self._link = link

    def _select(self, columns: str, keys: Iterable[str]) -> list[tuple[Any, ...]]:
        wanted = list(keys)
        rows: list[tuple[Any, ...]] = []
        with self._lock:
            if self._link is None:
                return []
            try:
                for at in range(0, len(wanted), CHUNK):
                    part = wanted[at : at + CHUNK]
                    marks = ",".join("?" * len(part))
                    rows += self._link.execute(f"SELECT {columns} FROM results WHERE key IN ({marks})", part)
            except sqlite3.Error as error:
                self._forsake(error)
        return rows

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._lock:
            if self._link is None or not rows:
                return
            try:
                with self._link:
                    self._link.executemany(statement, rows)
            except sqlite3.OperationalError as error:
                log.warning("results are not kept this time: %s", error)
            except sqlite3.Error as error:
                self._forsake(error)

    def _forsake(self, error: Exception) -> None:
        log.warning("results are not kept in %s: %s", self.path, error)
        if self._link is not None:
            self._link.close()
        self._link = None
