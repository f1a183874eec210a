"""The store's own record, ``store.json``: what unpinned files were locked to, and what each blob is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sensorium.core.errors import WeightsError
from sensorium.core.weights.fetch import write_atomically


class Lock(BaseModel):
    """What the first pull of a file found: its digest, and the commit where the source has commits."""

    model_config = ConfigDict(extra="forbid")

    name: str
    sha256: str
    revision: str | None = None


class Blob(BaseModel):
    """One content: its size and the names it was pulled under, with the source that delivered it."""

    model_config = ConfigDict(extra="forbid")

    bytes: int
    names: list[str] = Field(default_factory=list)
    origin: str = ""


class Record(BaseModel):
    """All of the ledger; locks by the file's key, blobs by digest."""

    model_config = ConfigDict(extra="forbid")

    version: int = 1
    locks: dict[str, Lock] = Field(default_factory=dict)
    blobs: dict[str, Blob] = Field(default_factory=dict)


class Ledger:
    """Read at will, changed by one process at a time, replaced as a whole."""

    def __init__(self, root: Path) -> None:
        self._file = root / "store.json"
        self._guard = root / "locks" / "store.lock"

    def read(self) -> Record:
        """The record as it is now; raises WeightsError where the file was damaged."""
        try:
            return Record.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return Record()
        except ValidationError as error:
            # Starting afresh in silence would drop the locks, and with them the promise of the same weights.
            raise WeightsError(
                "the weight store's record is damaged", where=str(self._file), fix="move the file away and pull again"
            ) from error

    @contextmanager
    def changing(self) -> Iterator[Record]:
        """The record, written back when the block ends well."""
        from filelock import FileLock

        self._guard.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._guard):
            record = self.read()
            before = record.model_dump_json()
            yield record
            if record.model_dump_json() != before:
                write_atomically(self._file, record.model_dump_json(indent=1))
