"""Adding files to a library: only what is new is worked on, and what is finished stays whatever interrupts."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sensorium.core.errors import ErrorInfo
from sensorium.core.library.indexing import SPARED, Found, Indexer
from sensorium.core.library.rows import Indexed, Place
from sensorium.core.library.table import Library
from sensorium.core.values import Audio, Image, Video

AT_ONCE = 3
"""Files worked on at a time."""
BATCH = 16
"""Finished files that are written in one commit ..."""
SECONDS = 5.0
"""... or fewer, once the oldest has waited so long."""

Told = Callable[[int, int, str], None]
"""Hears how many files of how many are done, and the last one's path."""


def untold(done: int, total: int, path: str) -> None:
    """Who does not listen."""


@dataclass
class Added:
    """What became of the files: paths `added` anew, `unchanged`, `moved` (known content, new path), `failed` and why.

    `notes` say what could not be found out about files that were added; `gone` are paths that are forgotten.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    failed: list[tuple[str, ErrorInfo]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class Adding:
    """One run over files. Not to be used twice."""

    def __init__(self, library: Library, indexer: Indexer, recipe: str, told: Told = untold) -> None:
        self._library = library
        self._indexer = indexer
        self._recipe = recipe
        self._told = told
        self._result = Added()
        self._known = {sha for sha, made_by in library.contents().items() if made_by == recipe}
        self._places = library.places()
        self._indexed: list[Indexed] = []
        self._placed: list[Place] = []
        self._waiting_since = 0.0
        self._underway: dict[str, asyncio.Future[None]] = {}
        self._done = 0

    async def run(self, files: Sequence[Path]) -> Added:
        """Add `files`; one that is no good is told of and spared. What is finished is kept, however this ends."""
        waiting = iter(files)

        async def worker() -> None:
            for file in waiting:
                await self._file(file)
                self._done += 1
                self._told(self._done, len(files), str(file))
                await self._flush(due=len(self._placed) >= BATCH or self._waited() >= SECONDS)

        workers = [asyncio.create_task(worker()) for _ in range(min(AT_ONCE, len(files)))]
        try:
            await asyncio.gather(*workers)
        finally:
            for task in workers:
                task.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            self._write()
        await asyncio.to_thread(self._library.settle)
        return self._result

    def prune(self, folders: Sequence[Path]) -> None:
        """Forget the paths inside `folders` at which nothing lies any more, and contents that lie nowhere now."""
        places = self._library.places()
        whole = [Path(os.path.abspath(folder)) for folder in folders]
        gone = [path for path in places if _inside(path, whole) and not Path(path).exists()]
        forget(self._library, gone)
        self._result.gone += gone

    async def _file(self, file: Path) -> None:
        try:
            state = await asyncio.to_thread(os.stat, file)
            before = self._places.get(str(file))
            same = before is not None and (before.size, before.changed) == (state.st_size, state.st_mtime_ns)
            if before is not None and same and before.sha256 in self._known:
                self._result.unchanged.append(str(file))
                return
            medium = await asyncio.to_thread(_opened, file)
            await self._content(str(file), medium)
            self._placed.append(Place(str(file), medium.sha256, state.st_size, state.st_mtime_ns))
            self._waiting_since = self._waiting_since or time.monotonic()
        except SPARED as error:
            self._result.failed.append((str(file), error.info))
        except OSError as error:
            told = ErrorInfo(code="media", where=str(file), message=f"cannot be read: {error.strerror or error}")
            self._result.failed.append((str(file), told))

    async def _content(self, path: str, medium: Image | Audio | Video) -> None:
        """The file's content indexed, unless it is: by an earlier run, or by another file with the same content."""
        sha256 = medium.sha256
        while sha256 in self._underway:
            await asyncio.wait([self._underway[sha256]])
        if sha256 in self._known:
            (self._result.unchanged if path in self._places else self._result.moved).append(path)
            return
        self._underway[sha256] = asyncio.get_running_loop().create_future()
        try:
            found: Found = await self._indexer.index(medium)
            self._indexed.append(found.indexed)
            self._known.add(sha256)
            self._result.added.append(path)
            self._result.notes += [(path, note) for note in found.notes]
        finally:
            self._underway.pop(sha256).set_result(None)

    def _waited(self) -> float:
        return time.monotonic() - self._waiting_since if self._waiting_since else 0.0

    async def _flush(self, *, due: bool) -> None:
        if due:
            await asyncio.to_thread(self._write)

    def _write(self) -> None:
        """Contents first: a path that leads to no content would be lost, a content without a path is found again."""
        indexed, self._indexed = self._indexed, []
        placed, self._placed = self._placed, []
        self._waiting_since = 0.0
        if indexed:
            self._library.add(indexed)
        if placed:
            self._library.put(placed, self._left(placed))

    def _left(self, placed: Sequence[Place]) -> list[str]:
        """The old paths of contents that moved: nothing lies there any more."""
        here = {place.sha256 for place in placed}
        return [old.path for old in self._places.values() if old.sha256 in here and not Path(old.path).exists()]


def forget(library: Library, paths: Sequence[str]) -> None:
    """Forget paths, and the contents that lie at no other."""
    places = library.places()
    left = {place.sha256 for path, place in places.items() if path not in set(paths)}
    library.put((), paths)
    library.forget({places[path].sha256 for path in paths if path in places} - left)


def _inside(path: str, folders: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in folders)


def _opened(file: Path) -> Image | Audio | Video:
    from sensorium.core.media import open_media

    return open_media(file)
