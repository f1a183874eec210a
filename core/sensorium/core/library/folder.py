"""Where libraries lie and what they may be called."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from sensorium.core.errors import BadInput

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
DEFAULT = "default"
MANIFEST = "library.json"
"""The file that makes a folder a library."""


def folder_of(root: Path, name: str) -> Path:
    """The folder of the library `name`, whether or not it is there; BadInput where that is no name."""
    if not NAME.fullmatch(name):
        raise BadInput(
            f"{name[:80]!r} is no name for a library", where="library", fix="letters, digits, - and _, at most 64"
        )
    return root / name


def names(root: Path) -> tuple[str, ...]:
    """The libraries there are."""
    if not root.is_dir():
        return ()
    return tuple(sorted(folder.name for folder in root.iterdir() if (folder / MANIFEST).is_file()))


def existing(root: Path, name: str) -> Path:
    """The folder of a library that is there; BadInput with what there is where it is not."""
    folder = folder_of(root, name)
    if (folder / MANIFEST).is_file():
        return folder
    known = names(root)
    near = get_close_matches(name, known, 1)
    fix = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
    if not known:
        fix = f"make it: sensorium library add FOLDER --name {name}"
    raise BadInput(f"there is no library {name!r}", where="library", fix=fix)
