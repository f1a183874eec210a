"""Where pulls go, and what they may do there."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sensorium.core.errors import WeightsError
from sensorium.core.weights.blobs import Blobs
from sensorium.core.weights.fetch import DiskFull, Fetcher
from sensorium.core.weights.file import WeightFile
from sensorium.core.weights.ledger import Ledger

if TYPE_CHECKING:
    import httpx

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Place:
    """A store as a pull sees it: `limit` caps the bytes of all contents together."""

    root: Path
    blobs: Blobs
    ledger: Ledger
    fetchers: Mapping[str, Fetcher]
    http: Callable[[], httpx.Client]
    limit: int | None = None

    def parts(self, file: WeightFile) -> Path:
        """Where an interrupted pull of the file keeps what it has."""
        return self.root / "parts" / file.key


@contextmanager
def typed(name: str, root: Path) -> Iterator[None]:
    """Give what the operating system refuses a type, a place and a way out."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull("the disk is full", where=name, fix=f"free space at {root}") from error
        raise WeightsError(
            f"{error.strerror or error}: {error.filename or root}",
            where=name,
            fix="make it readable and writable, or set SENSORIUM_HOME to another folder",
        ) from error
