"""The result cache: memory before disk, caps, several processes, damage."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.cache import MISS, ResultCache, ResultStore

WRITER = """
import sys
from pathlib import Path
from sensorium.core.cache import ResultStore
store = ResultStore(Path(sys.argv[1]), 1 << 24)
for n in range(int(sys.argv[3])):
    store.put_many({f"{sys.argv[2]}{n}": (sys.argv[2] * 100).encode()})
    print(n, flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> ResultStore:
    return ResultStore(tmp_path / "results.db", 1 << 20)


def test_what_was_put_is_there_in_another_cache(tmp_path: Path, store: ResultStore) -> None:
    ResultCache(store).put("key", (1, np.arange(3)))
    other = ResultCache(ResultStore(store.path, 1 << 20))
    assert other.peek("key") is MISS
    assert other.has_many(["key", "nothing"]) == {"key"}
    number, array = other.get("key")
    assert (number, array.tolist()) == (1, [0, 1, 2])
    assert other.peek("key") is not MISS
    assert other.get("nothing") is MISS


def test_what_does_not_survive_is_not_kept(store: ResultStore) -> None:
    cache = ResultCache(store)
    cache.put("key", object())
    assert cache.get("key") is MISS


def test_a_value_that_is_changed_later_does_not_change_in_the_cache() -> None:
    cache, array = ResultCache(), np.zeros(3)
    cache.put("key", array)
    array[:] = 7
    assert cache.get("key").tolist() == [0, 0, 0]


def test_memory_holds_the_latest_used_up_to_its_cap() -> None:
    cache = ResultCache(front=4000)
    for n in range(6):
        cache.put(f"{n}", np.zeros(100))
        cache.get("0")
    assert cache.peek("0") is not MISS
    assert cache.peek("5") is not MISS
    assert cache.peek("1") is MISS


def test_the_disk_forgets_the_least_recently_used(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "results.db", 100_000)
    for n in range(40):
        store.put_many({f"{n:02}": bytes(5000)})
        time.sleep(0.001)
    assert 50_000 <= store.size <= 110_000
    kept = store.has_many([f"{n:02}" for n in range(40)])
    assert "39" in kept
    assert "00" not in kept


def test_a_body_too_large_for_the_cap_is_not_kept(store: ResultStore) -> None:
    store.put_many({"large": bytes(1 << 18)})
    assert store.has_many(["large"]) == set()


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "results.db"
    path.write_bytes(b"not a database" * 1000)
    cache = ResultCache(ResultStore(path, 1 << 20))
    cache.put("key", 1)
    assert ResultCache(ResultStore(path, 1 << 20)).get("key") == 1


def test_where_no_file_can_be_the_cache_works_from_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = ResultCache(ResultStore(tmp_path / "file" / "results.db", 1 << 20))
    cache.put("key", 1)
    assert cache.get("key") == 1


def test_bodies_nobody_can_read_count_as_missing(store: ResultStore) -> None:
    store.put_many({"key": b"nonsense"})
    assert ResultCache(store).get("key") is MISS


def start(path: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, str(count)], stdout=subprocess.PIPE)


def test_processes_share_the_file_and_one_may_be_killed(store: ResultStore) -> None:
    writers = [start(store.path, "a", 60), start(store.path, "b", 60), start(store.path, "k", 100_000)]
    doomed = writers[2]
    assert doomed.stdout is not None
    for _ in range(20):
        doomed.stdout.readline()
    os.kill(doomed.pid, signal.SIGKILL)
    for writer in writers:
        writer.communicate(timeout=60)
    found = store.get_many([f"{name}{n}" for name in "ab" for n in range(60)])
    assert len(found) == 120
    assert len(store.has_many([f"k{n}" for n in range(20)])) >= 19
