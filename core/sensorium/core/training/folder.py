"""Labelled files: one subfolder for each class; and their split into what is learnt from, watched and measured."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from sensorium.core.errors import BadInput

FEWEST = 5
"""Files a class needs at least: three to learn from, one to watch, one to measure."""
WATCHED, MEASURED = 0.15, 0.2
"""Shares of the files, or of the groups, that are not learnt from."""


class Labelled(NamedTuple):
    """One file: its class, and whose it is: a speaker, or the file itself where no grouping was asked for."""

    path: Path
    label: str
    group: str


class Parts(NamedTuple):
    """Indices of the files in each part."""

    learnt: tuple[int, ...]
    watched: tuple[int, ...]
    measured: tuple[int, ...]


def labelled(folder: Path, suffixes: Collection[str], group: str = "") -> tuple[Labelled, ...]:
    """The files of every class, by class and name; hidden files and folders are passed over.

    `group` is a regular expression; what it (or its first bracket) matches in a file's name without suffix names the
    group. Raises BadInput where there are not two classes with enough files each, or a name does not match.
    """
    if not folder.is_dir():
        raise BadInput("is no folder", where=str(folder), fix="give a folder with one subfolder for each class")
    pattern = _pattern(group)
    found = [
        Labelled(path, inner.name, _group(path, pattern))
        for inner in sorted(folder.iterdir())
        if inner.is_dir() and not inner.name.startswith(".")
        for path in sorted(inner.rglob("*"))
        if path.is_file() and path.suffix.lower() in suffixes and not path.name.startswith(".")
    ]
    require_classes(found, folder, suffixes)
    return tuple(found)


def require_classes(found: Sequence[Labelled], folder: Path, suffixes: Collection[str] = ()) -> None:
    """Raise BadInput where the files do not make two classes of at least FEWEST each."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.label] = counts.get(each.label, 0) + 1
    kinds = f" ({', '.join(sorted(suffixes))})" if suffixes else ""
    if not counts:
        raise BadInput(
            f"holds no labelled files{kinds}",
            where=str(folder),
            fix="put each class's files into a subfolder",
        )
    if len(counts) == 1:
        (only,) = counts
        raise BadInput(f"has one class only, {only!r}", where=str(folder), fix="add a subfolder with another class")
    few = [f"{label} ({count})" for label, count in counts.items() if count < FEWEST]
    if few:
        raise BadInput(
            f"too few files of {', '.join(few)}",
            where=str(folder),
            fix=f"give at least {FEWEST} readable ones",
        )


def split(files: Sequence[Labelled], seed: int) -> Parts:
    """The same parts for the same files and seed; a group is in one part only.

    Where groups hold several classes whole groups are drawn, else each class's groups by themselves. Raises
    BadInput where a class would be missing in a part.
    """
    mixed = len({(each.group, each.label) for each in files}) > len({each.group for each in files})
    drawn: dict[str, int] = {}
    pools = [{each.group for each in files}] if mixed else _by_class(files)
    for pool in pools:
        order = sorted(pool, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).hexdigest())
        measured, watched = max(1, round(MEASURED * len(order))), max(1, round(WATCHED * len(order)))
        drawn |= {name: 2 if i < measured else 1 if i < measured + watched else 0 for i, name in enumerate(order)}
    chosen = [tuple(i for i, each in enumerate(files) if drawn[each.group] == part) for part in range(3)]
    for part, name in zip(chosen, ("learn from", "watch", "measure"), strict=True):
        missing = {each.label for each in files} - {files[i].label for i in part}
        if missing:
            raise BadInput(
                f"no file of {', '.join(sorted(missing))} is left to {name}: the groups are too few",
                where="group",
                fix="give files of more speakers (five or more), or leave the grouping out",
            )
    return Parts(*chosen)


def _by_class(files: Sequence[Labelled]) -> list[set[str]]:
    return [{each.group for each in files if each.label == label} for label in sorted({each.label for each in files})]


def _pattern(group: str) -> re.Pattern[str] | None:
    try:
        return re.compile(group) if group else None
    except re.error as error:
        raise BadInput(
            f"is no regular expression: {error}", where=f"group {group!r}", fix="such as '^(.{2})'"
        ) from None


def _group(path: Path, pattern: re.Pattern[str] | None) -> str:
    if pattern is None:
        return f"{path.parent.name}/{path.name}"
    found = pattern.search(path.stem)
    if found is None:
        raise BadInput(f"{pattern.pattern!r} matches nothing in its name", where=str(path), fix="mend the grouping")
    return found[1] if pattern.groups else found[0]
