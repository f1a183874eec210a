"""Files made on the way: clips, pictures, speech. Kept under their digest, so that one content is one file."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from sensorium.core.errors import BadInput

BLOCK = 1 << 20


class ArtifactStore:
    """A folder of files named by sha256, with the suffix they came with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, file: Path) -> Path:
        """Move `file` into the store; its place there. What is there already is not written again."""
        if not file.is_file():
            raise BadInput(f"no file {file.name} to keep", where="keep", fix="write the file before keeping it")
        digest = _sha256(file)
        home = self.folder / digest[:2] / f"{digest}{file.suffix.lower()}"
        if home.exists():
            file.unlink()
            return home
        home.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=home.parent, prefix=".part-")
        os.close(handle)
        try:
            shutil.move(file, part)
            os.replace(part, home)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return home

    def path(self, digest: str) -> Path | None:
        """Where the file of that sha256 is; None where it is not kept."""
        return next((self.folder / digest[:2]).glob(f"{digest}*"), None)


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
