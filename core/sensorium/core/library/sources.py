"""Which files are meant when folders and files are named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sensorium.core.errors import BadInput

SUFFIXES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".bmp",
        ".gif",
        ".tif",
        ".tiff",
        ".heic",
        ".avif",
        ".ppm",
        ".apng",
        ".mp4",
        ".m4v",
        ".mov",
        ".mkv",
        ".webm",
        ".avi",
        ".mpg",
        ".mpeg",
        ".wmv",
        ".flv",
        ".3gp",
        ".mts",
        ".m2ts",
        ".ogv",
        ".wav",
        ".mp3",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
        ".m4a",
        ".aac",
        ".wma",
        ".aif",
        ".aiff",
    ]
)
"""What a file in a folder must be called to be looked into; a file that is named itself may be called anything."""


class Sources(NamedTuple):
    """Absolute paths of files in order, and how many others the folders held."""

    files: tuple[Path, ...]
    passed: int


def sources(paths: Sequence[Path]) -> Sources:
    """The files in folders (hidden ones apart) and those named; BadInput where a path is not there or none is left."""
    files: dict[Path, None] = {}
    passed = 0
    for path in paths:
        path = Path(os.path.abspath(path.expanduser()))
        if not path.exists():
            raise BadInput("there is no such file or folder", where=str(path), fix="check the path")
        if not path.is_dir():
            files[path] = None
            continue
        for file in _inside(path):
            if file.suffix.lower() in SUFFIXES:
                files[file] = None
            else:
                passed += 1
    if not files:
        where = ", ".join(map(str, paths))
        raise BadInput("no picture, video or sound in it", where=where, fix="name a folder of media")
    return Sources(tuple(files), passed)


def _inside(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(root, name)
