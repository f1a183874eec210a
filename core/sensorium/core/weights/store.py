"""The weight store: every file is in it once, under its digest, whole or not at all.

<root>/blobs/<sha256>    the contents, read-only
<root>/views/<id>/NAME   folders that show contents under the names a model opens
<root>/parts/<key>/      what interrupted pulls have so far
<root>/boxes/            archives of the package index, for as long as a pull needs them
<root>/store.json        what unpinned files were locked to, and where each content came from
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sensorium.core.errors import WeightsError
from sensorium.core.weights import fetch
from sensorium.core.weights.blobs import Blobs, digest
from sensorium.core.weights.boxes import Boxes
from sensorium.core.weights.download import client, length
from sensorium.core.weights.file import LocalFile, Source, WeightFile
from sensorium.core.weights.ledger import Blob, Ledger
from sensorium.core.weights.place import Place, typed
from sensorium.core.weights.sources import local

if TYPE_CHECKING:
    import httpx

    from sensorium.core.settings import Settings

Progress = Callable[[WeightFile, int, int | None], None]
"""Called with the file, its bytes so far (never fewer than before) and the bytes expected.

An exception it raises stops the pull; what has arrived is kept for the next one.
"""


class Stored(NamedTuple):
    """One content of the store."""

    sha256: str
    bytes: int
    names: tuple[str, ...]
    origin: str


class Verdict(NamedTuple):
    """One content after its digest was computed again; an unsound one has been removed."""

    stored: Stored
    sound: bool


class WeightStore:
    """Has weights by digest. Reading never touches the network; only `pull` does, and not where `offline`.

    `fetchers` are further kinds of source by name (from the hook ``sensorium_weight_sources``); `limit` caps
    the bytes of all contents together.
    """

    def __init__(
        self,
        root: Path,
        *,
        offline: bool = False,
        limit: int | None = None,
        fetchers: Mapping[str, fetch.Fetcher] | None = None,
        http: Callable[[], httpx.Client] = client,
    ) -> None:
        self.root = root
        self.offline = offline
        self._blobs = Blobs(root)
        self._ledger = Ledger(root)
        self._place = Place(root, self._blobs, self._ledger, fetchers or {}, http, limit)

    @classmethod
    def of(cls, settings: Settings, fetchers: Mapping[str, fetch.Fetcher] | None = None) -> WeightStore:
        """The store in the user's home folder, under the user's caps."""
        root = settings.home / "weights"
        return cls(root, offline=settings.offline, limit=settings.weights, fetchers=fetchers)

    def digest(self, file: WeightFile) -> str | None:
        """The file's identity: declared, or locked by an earlier pull; None while nobody knows it."""
        if file.sha256:
            return file.sha256
        lock = self._ledger.read().locks.get(file.key)
        return lock.sha256 if lock else None

    def size(self, file: WeightFile) -> int | None:
        """The file's bytes: declared, or read where it is here; None while nobody knows them."""
        if file.bytes is not None:
            return file.bytes
        held = self._held(file)
        return length(held) if held else None

    def has(self, file: WeightFile) -> bool:
        """Whether the file can be had without the network."""
        return self._held(file) is not None or any(local.present(source) for source in _local(file))

    def missing(self, files: Iterable[WeightFile]) -> tuple[WeightFile, ...]:
        """Those that a pull would have to fetch."""
        return tuple(file for file in files if not self.has(file))

    def path(self, file: WeightFile, *, model: str = "") -> Path:
        """The file's content, at once; raises WeightsError naming the command that fetches it.

        `model` is the name that command is given, the file's own by default. A file that is on this machine
        is taken in here, so that weights shipped with a plugin need no pull.
        """
        if held := self._held(file):
            return held
        here = _local(file)
        if here:
            return self._pull(file, here, Boxes(self.root), None)
        raise WeightsError(
            "is not in the weight store", where=file.name, fix=f"run: sensorium models pull {model or file.name}"
        )

    def folder(self, files: Sequence[WeightFile], *, model: str = "") -> Path:
        """A folder with every file under its name; read-only, shared by everyone who asks for the same files."""
        twice = [name for name, count in Counter(file.name for file in files).items() if count > 1]
        if twice:
            raise WeightsError("two files of one model share this name", where=twice[0], fix="rename one of them")
        digests = {file.name: self.path(file, model=model).name for file in files}
        with typed(model or ", ".join(digests), self.root):
            return self._blobs.view(digests)

    def pull(self, file: WeightFile, progress: Progress | None = None) -> Path:
        """Fetch one file unless it is there, check it and keep it; see `pull_all`."""
        return self.pull_all([file], progress)[0]

    def pull_all(self, files: Sequence[WeightFile], progress: Progress | None = None) -> list[Path]:
        """Fetch what is missing; an archive that several files come from is fetched once.

        Other processes that pull the same file wait and then share it. Raises WeightsError where no source
        delivers the declared content, DiskFull where there is no room; what has arrived is kept, so that the
        next pull goes on, and nothing unchecked is ever seen under a digest.
        """
        boxes = Boxes(self.root, [file for file in files if self._held(file) is None])
        paths: list[Path] = []
        try:
            for file in files:
                paths.append(self._held(file) or self._pull(file, self._allowed(file), boxes, progress))
                boxes.finished_all(file.key)
        finally:
            boxes.close()
        return paths

    def verify(self, files: Iterable[WeightFile] | None = None) -> Iterator[Verdict]:
        """Compute digests again, of `files` or of everything; an unsound content is removed, to be pulled again."""
        chosen = None if files is None else {self.digest(file) for file in files}
        for stored in self.listing():
            if chosen is None or stored.sha256 in chosen:
                sound = digest(self._blobs.path(stored.sha256)) == stored.sha256
                if not sound:
                    self._blobs.remove(stored.sha256)
                yield Verdict(stored, sound)

    def remove(self, file: WeightFile) -> int:
        """Drop a file's content and what an interrupted pull left; return the bytes given back.

        The lock of an unpinned file stays: a later pull must bring the same content.
        """
        parts = self._place.parts(file)
        freed = sum(length(path) for path in parts.rglob("*") if path.is_file())
        shutil.rmtree(parts, ignore_errors=True)
        known = self.digest(file)
        if known is None:
            return freed
        with self._ledger.changing() as record:
            record.blobs.pop(known, None)
        return freed + self._blobs.remove(known)

    def listing(self) -> tuple[Stored, ...]:
        """Every content that is there, by name."""
        noted = self._ledger.read().blobs
        unknown = Blob(bytes=0)
        found = (
            Stored(sha256, length(self._blobs.path(sha256)), tuple(blob.names), blob.origin)
            for sha256 in self._blobs
            for blob in [noted.get(sha256, unknown)]
        )
        return tuple(sorted(found, key=lambda stored: (stored.names, stored.sha256)))

    def usage(self) -> int:
        """Bytes of all contents together."""
        return self._blobs.usage()

    def _held(self, file: WeightFile) -> Path | None:
        """The content, where it is there in its full length; never an unpinned local file, which may change."""
        if file.sha256 is None and _local(file):
            return None
        known = self.digest(file)
        blob = self._blobs.path(known) if known else None
        if blob is None or not blob.is_file() or file.bytes not in (None, length(blob)):
            return None
        return blob

    def _allowed(self, file: WeightFile) -> tuple[Source, ...]:
        allowed = _local(file) if self.offline else file.sources
        if not allowed:
            raise WeightsError(
                "is not in the weight store, and offline nothing is fetched",
                where=file.name,
                fix="pull it where the network may be used",
            )
        return allowed

    def _pull(self, file: WeightFile, sources: tuple[Source, ...], boxes: Boxes, progress: Progress | None) -> Path:
        from filelock import FileLock

        from sensorium.core.weights.pull import Pull

        lock = self.root / "locks" / f"{file.key}.lock"
        with typed(file.name, self.root):
            lock.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(lock):
                return self._held(file) or Pull(file, self._place, boxes, _rising(file, progress)).run(sources)


def _local(file: WeightFile) -> tuple[LocalFile, ...]:
    return tuple(source for source in file.sources if isinstance(source, LocalFile))


def _rising(file: WeightFile, progress: Progress | None) -> fetch.Progress:
    """Progress that never falls back and never passes the total, whatever a fetcher reports."""
    most = 0

    def report(done: int, total: int | None) -> None:
        nonlocal most
        expected = file.bytes if file.bytes is not None else total
        most = max(most, done if expected is None else min(done, expected))
        if progress is not None:
            progress(file, most, expected)

    return report
