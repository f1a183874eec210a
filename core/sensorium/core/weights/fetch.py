"""What a fetcher is asked for and what it hands back.

A fetcher brings one source's file into a folder of its own and leaves there what it has when it is interrupted, so
that the next attempt goes on. The store checks size and digest; a fetcher need not.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sensorium.core.errors import WeightsError

if TYPE_CHECKING:
    import httpx

    from sensorium.core.weights.boxes import Boxes

Progress = Callable[[int, int | None], None]
"""Called with the bytes there are so far and the bytes expected; an exception it raises stops the pull."""


class SourceFailed(WeightsError):
    """One source did not deliver; the next is tried."""

    code = "weights_source"


class DiskFull(WeightsError):
    """The disk or the store's cap has no room; another source would not help."""

    code = "disk_full"


@dataclass(frozen=True)
class Wanted:
    """One file wanted from one source.

    `folder` is the fetcher's own between attempts; `boxes` holds archives that several files come from, and knows
    the file by `key`.
    `bytes` is the exact size where it is known, `limit` what may never be exceeded, `revision` the commit
    an earlier pull locked.
    """

    name: str
    key: str
    folder: Path
    boxes: Boxes
    bytes: int | None
    limit: int
    pinned: bool
    revision: str | None
    progress: Progress
    http: Callable[[], httpx.Client]


@dataclass(frozen=True)
class Fetched:
    """The complete file; `borrowed` where it stays somebody else's and must be copied, not moved."""

    path: Path
    revision: str | None = None
    borrowed: bool = False


Fetcher = Callable[[Any, Wanted], Fetched]
"""Takes a source and what is wanted; raises SourceFailed where the source cannot deliver."""


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file as a whole, so that a reader or a crash never sees half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
