"""Runs over files: what is new, what is spared, what an interruption leaves."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.library.shelf import SPACE, TOWER
from sensorium.core.errors import MediaError, WeightsError
from sensorium.core.library import Added, Adding, Indexed, Library, Row
from sensorium.core.library.indexing import Found
from sensorium.core.library.sources import sources


class Looking:
    """An Indexer that takes its time and may fail on some files."""

    def __init__(self, fault: Exception | None = None, on: str = "", seconds: float = 0.0) -> None:
        self.fault, self.on, self.seconds = fault, on, seconds
        self.seen: list[str] = []
        self.fourth = asyncio.Event()

    async def index(self, medium: Any) -> Found:
        self.seen.append(Path(medium.uri).name)
        if len(self.seen) == 4:
            self.fourth.set()
        await asyncio.sleep(self.seconds)
        if self.fault and self.on in medium.uri:
            raise self.fault
        return Found(Indexed(medium, "r", (Row("picture", "a dog", (1.0, 0.0, 0.0)),)), ())


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(6):
        paint(folder / f"{number}.png", number)
    return folder


def paint(file: Path, number: float) -> None:
    cv2.imwrite(str(file), np.full((8, 8, 3), round(number * 20), np.uint8))


def moved(folder: Path) -> Path:
    return folder.rename(folder.with_name("moved"))


async def added(folder: Path, library: Library, looking: Any, recipe: str = "r") -> Added:
    return await Adding(library, looking, recipe).run(sources([folder]).files)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.at(tmp_path / "library", SPACE, 3, TOWER)


async def test_unchanged_files_are_not_looked_at_again(photos: Path, library: Library) -> None:
    looking = Looking()
    assert len((await added(photos, library, looking)).added) == 6
    again = await added(photos, library, looking)
    assert (len(again.unchanged), again.added, len(looking.seen)) == (6, [], 6)
    os.utime(photos / "1.png", (1, 1))
    assert len((await added(photos, library, looking)).unchanged) == 6
    assert len(looking.seen) == 6


async def test_a_changed_file_is_looked_at_again_and_the_old_content_forgotten_on_request(
    photos: Path, library: Library
) -> None:
    await added(photos, library, Looking())
    paint(photos / "1.png", 9)
    (photos / "2.png").unlink()
    adding = Adding(library, Looking(), "r")
    result = await adding.run(sources([photos]).files)
    assert [Path(path).name for path in result.added] == ["1.png"]
    assert len(library.places()) == 6
    adding.prune([photos])
    assert [Path(path).name for path in result.gone] == ["2.png"]
    assert len(library.places()) == 5


async def test_a_moved_file_keeps_its_rows_and_a_copy_is_indexed_once(photos: Path, library: Library) -> None:
    looking = Looking(seconds=0.01)
    (photos / "copy.png").write_bytes((photos / "0.png").read_bytes())
    assert len((await added(photos, library, looking)).added) == 6
    assert len(looking.seen) == 6
    result = await added(moved(photos), library, looking)
    assert (len(result.moved), result.added, len(looking.seen)) == (7, [], 6)
    assert {Path(path).parent.name for path in library.places()} == {"moved"}


async def test_bad_files_are_told_of_and_spared(photos: Path, library: Library) -> None:
    (photos / "junk.jpg").write_text("no picture")
    (photos / "cut.png").write_bytes((photos / "0.png").read_bytes()[:30])
    result = await added(photos, library, Looking(MediaError("odd", where="3"), on="3.png"))
    assert len(result.added) == 5
    assert sorted(Path(path).name for path, _ in result.failed) == ["3.png", "cut.png", "junk.jpg"]
    assert all(error.message for _, error in result.failed)


async def test_other_models_mean_other_rows(photos: Path, library: Library) -> None:
    await added(photos, library, Looking())
    looking = Looking()
    await added(photos, library, looking, "s")
    assert len(looking.seen) == 6


async def test_what_is_finished_before_the_machine_fails_is_kept(photos: Path, library: Library) -> None:
    with pytest.raises(WeightsError):
        await added(photos, library, Looking(WeightsError("gone"), on="5.png", seconds=0.01))
    kept = len(library.contents())
    assert 0 < kept < 6
    assert len((await added(photos, library, Looking())).added) == 6 - kept


async def test_cancelling_keeps_what_is_finished(photos: Path, library: Library) -> None:
    looking = Looking(seconds=0.1)
    task = asyncio.create_task(added(photos, library, looking))
    await looking.fourth.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert 1 <= len(library.contents()) < 6
    assert set(library.contents()) == {place.sha256 for place in library.places().values()}


KILLED = """
import asyncio, sys
from pathlib import Path
from core.library.test_adding import Looking
from core.library.shelf import SPACE, TOWER
from sensorium.core.library import Adding, Library, adding
from sensorium.core.library.sources import sources
adding.BATCH = 2
library = Library.at(Path(sys.argv[2]), SPACE, 3, TOWER)
asyncio.run(Adding(library, Looking(seconds=0.3), "r").run(sources([Path(sys.argv[1])]).files))
"""


def test_a_killed_run_leaves_whole_files_and_is_gone_on_with(photos: Path, tmp_path: Path) -> None:
    for number in range(6, 24):
        paint(photos / f"{number}.png", 6 + number / 4)
    folder = tmp_path / "library"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(photos), str(folder)], env=environment)
    while process.poll() is None and not (folder / "library.json").exists():
        time.sleep(0.05)
    while process.poll() is None and len(Library(folder).contents()) < 4:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    library = Library(folder)
    there = library.contents()
    assert 4 <= len(there) < 24
    assert library.counts() == {"content": len(there), "picture": len(there)}
    looking = Looking()
    asyncio.run(added(photos, library, looking))
    assert len(looking.seen) == 24 - len(there)
    assert library.counts() == {"content": 24, "picture": 24}
