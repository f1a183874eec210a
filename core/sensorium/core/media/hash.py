"""The digest that identifies a file by its content."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

from sensorium.core.errors import MediaError

CHUNK = 1 << 20
REMEMBERED = 4096

_known: dict[tuple[str, int, int], str] = {}
_guard = threading.Lock()


def digest(path: str | os.PathLike[str]) -> str:
    """sha256 of a file's bytes, as lower-case hexadecimal, read in pieces.

    Remembered by (path, size, modification time), so that asking again of an unchanged file costs one `stat`.
    Raises MediaError where the file cannot be read.
    """
    try:
        file = Path(path).resolve()
        state = file.stat()
        key = (str(file), state.st_size, state.st_mtime_ns)
        known = _known.get(key)
        return known or _remember(key, _read(file))
    except OSError as error:
        raise MediaError(
            f"cannot be read: {error.strerror or error}", where=str(path), fix="check the path and its permissions"
        ) from error


def _read(file: Path) -> str:
    total = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(CHUNK):
            total.update(piece)
    return total.hexdigest()


def _remember(key: tuple[str, int, int], value: str) -> str:
    with _guard:
        if len(_known) >= REMEMBERED:
            _known.clear()
        _known[key] = value
    return value
