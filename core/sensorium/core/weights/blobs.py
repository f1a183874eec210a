"""The contents of the store: one read-only file per digest, and folders that show them under their names."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

READ_ONLY = 0o444


def digest(path: Path) -> str:
    """sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Blobs:
    """A folder of files named by their digest, and a folder of views on them."""

    def __init__(self, root: Path) -> None:
        self._root = root / "blobs"
        self._views = root / "views"

    def path(self, sha256: str) -> Path:
        """Where a content is, or would be."""
        return self._root / sha256

    def adopt(self, path: Path, sha256: str, *, copy: bool) -> Path:
        """Take a checked file in: it appears under its digest whole or not at all."""
        if self.path(sha256).exists() and digest(self.path(sha256)) == sha256:
            return self.path(sha256)
        self._root.mkdir(parents=True, exist_ok=True)
        waiting = self._root / f".{uuid.uuid4().hex}"
        try:
            if copy:
                shutil.copyfile(path, waiting)
            else:
                os.replace(path, waiting)
            _flush(waiting)
            waiting.chmod(READ_ONLY)
            os.replace(waiting, self.path(sha256))
        finally:
            waiting.unlink(missing_ok=True)
        return self.path(sha256)

    def view(self, files: Mapping[str, str]) -> Path:
        """A folder with each content under its name; `files` maps names to digests."""
        listed = "\n".join(f"{name} {sha256}" for name, sha256 in sorted(files.items()))
        folder = self._views / hashlib.sha256(listed.encode()).hexdigest()[:32]
        if folder.is_dir():
            return folder
        building = self._views / f".{uuid.uuid4().hex}"
        try:
            for name, sha256 in files.items():
                shown = building / name
                shown.parent.mkdir(parents=True, exist_ok=True)
                _show(self.path(sha256), shown)
            _settle(building, folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return folder

    def remove(self, sha256: str) -> int:
        """Drop a content and every view that shows it; return the bytes given back."""
        blob = self.path(sha256)
        if not blob.exists():
            return 0
        freed = blob.stat().st_size
        for view in self._views.iterdir() if self._views.is_dir() else ():
            if any(_same(shown, blob) for shown in view.rglob("*")):
                shutil.rmtree(view, ignore_errors=True)
        blob.unlink(missing_ok=True)
        return freed

    def usage(self) -> int:
        """Bytes of all contents together."""
        return sum(self.path(sha256).stat().st_size for sha256 in self)

    def __iter__(self) -> Iterator[str]:
        """The digests that are there."""
        if self._root.is_dir():
            yield from sorted(path.name for path in self._root.iterdir() if not path.name.startswith("."))


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _show(blob: Path, shown: Path) -> None:
    """A hard link costs nothing and looks like a file to every library; other file systems get what they can do."""
    for way in (os.link, os.symlink, shutil.copyfile):
        try:
            way(blob, shown)
            return
        except OSError:
            if way is shutil.copyfile:
                raise


def _settle(building: Path, folder: Path) -> None:
    try:
        os.rename(building, folder)
    except OSError:
        # Another process was quicker; its view holds the same contents.
        if not folder.is_dir():
            raise


def _same(shown: Path, blob: Path) -> bool:
    try:
        return shown.is_file() and shown.samefile(blob)
    except OSError:
        return False
