"""Archives of the package index while a pull needs them: fetched once for all its files, dropped after the last."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sensorium.core.weights.fetch import SourceFailed
from sensorium.core.weights.file import WeightFile, WheelMember


class Boxes:
    """The archives that the files of one pull may come from, and which of the files still need each."""

    def __init__(self, root: Path, files: Iterable[WeightFile] = ()) -> None:
        self._folder, self._locks = root / "boxes", root / "locks"
        self._needed: dict[str, set[str]] = {}
        for file in files:
            for box in _boxes(file):
                self._needed.setdefault(box, set()).add(file.key)

    @contextmanager
    def open(self, project: str, version: str, fetch: Callable[[Path], Path]) -> Iterator[Path]:
        """The archive, by `fetch` into a folder unless it is there; no other process touches it meanwhile."""
        folder = self._folder / f"{project}-{version}"
        with self._held(folder.name):
            folder.mkdir(parents=True, exist_ok=True)
            box = next((path for path in folder.iterdir() if path.is_file()), None) or fetch(folder)
            try:
                yield box
            except SourceFailed:
                box.unlink(missing_ok=True)
                raise

    def finished(self, key: str, project: str, version: str) -> None:
        """The file `key` has taken all it needs from this archive; the last file's word drops it."""
        self._finished(key, f"{project}-{version}")

    def finished_all(self, key: str) -> None:
        """The file `key` needs no archive any more."""
        for box in list(self._needed):
            self._finished(key, box)

    def close(self) -> None:
        """Drop what is left; a part already taken from an archive is in its file."""
        for box in list(self._needed):
            self._drop(box)

    def _finished(self, key: str, box: str) -> None:
        waiting = self._needed.get(box, set())
        waiting.discard(key)
        if not waiting:
            self._drop(box)

    def _drop(self, box: str) -> None:
        self._needed.pop(box, None)
        if (self._folder / box).is_dir():
            with self._held(box):
                shutil.rmtree(self._folder / box, ignore_errors=True)

    def _held(self, box: str) -> AbstractContextManager[object]:
        from filelock import FileLock

        self._locks.mkdir(parents=True, exist_ok=True)
        return FileLock(self._locks / f"{box}.lock")


def _boxes(file: WeightFile) -> Iterator[str]:
    for source in file.sources:
        if isinstance(source, WheelMember):
            yield from (f"{project}-{version}" for project, version, _ in source.parts)
