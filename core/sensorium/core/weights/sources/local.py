"""Files that are on this machine already: weights shipped with a plugin, or put somewhere by the user."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from sensorium.core.weights.fetch import Fetched, SourceFailed, Wanted
from sensorium.core.weights.file import LocalFile


def fetch(source: LocalFile, wanted: Wanted) -> Fetched:
    """Point at the file; one inside a zipped package is copied out first."""
    found = _find(source.path)
    if not found.is_file():
        raise SourceFailed("no such file", where=source.path)
    if isinstance(found, Path):
        return Fetched(found, borrowed=True)
    copy = wanted.folder / "file"
    copy.write_bytes(found.read_bytes())
    return Fetched(copy)


def present(source: LocalFile) -> bool:
    """Whether the file is there."""
    try:
        return _find(source.path).is_file()
    except SourceFailed:
        return False


def _find(reference: str) -> Path | Traversable:
    if Path(reference).is_absolute():
        return Path(reference)
    package, _, inner = reference.partition(":")
    if not inner or ".." in PurePosixPath(inner).parts:
        raise SourceFailed(
            "is neither an absolute path nor package:path", where=reference, fix="write 'my_package:data/model.onnx'"
        )
    try:
        return resources.files(package).joinpath(inner)
    except ModuleNotFoundError as error:
        raise SourceFailed(f"package {package!r} is not installed", where=reference) from error
