"""Files behind plain URLs."""

from __future__ import annotations

from sensorium.core.weights.download import download
from sensorium.core.weights.fetch import Fetched, Wanted
from sensorium.core.weights.file import UrlFile


def fetch(source: UrlFile, wanted: Wanted) -> Fetched:
    """Download the file, going on where an earlier attempt ended."""
    into = wanted.folder / "file"
    download(source.url, into, wanted)
    return Fetched(into)
