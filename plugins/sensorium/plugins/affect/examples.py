"""Labelled recordings as rows: read once, kept file by file, so that an interruption costs one file at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.errors import BadInput
from sensorium.core.training import Labelled, Training
from sensorium.core.training.folder import require_classes
from sensorium.plugins.affect.features import present

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Read = Callable[[Path], Array]

MOST = 8
"""Utterances of one file that are learnt from."""


class Examples(NamedTuple):
    """The readable files, the rows of all their utterances, and the index of each one's file."""

    files: tuple[Labelled, ...]
    rows: Array
    owner: NDArray[np.int64]


def prepared(training: Training, files: Sequence[Labelled], read: Read) -> Examples:
    """Every file's rows, from the training's folder where they lie there already; the rest is named in its warnings.

    Raises BadInput where the readable files are too few.
    """
    folder = training.work / "rows"
    folder.mkdir(exist_ok=True)
    good: list[Labelled] = []
    rows: list[Array] = []
    for number, file in enumerate(files):
        found, why = _kept(folder / f"{number:06}.npz", file.path, read)
        if why:
            training.warnings.append(f"left out {why}")
        else:
            good.append(file)
            rows.append(found)
        training.progress((number + 1) / len(files), file.path.name)
    if not rows:
        raise BadInput("no file can be read", where=str(training.folder), fix="; ".join(training.warnings[:3]))
    require_classes(good, training.folder)
    owner = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    return Examples(tuple(good), np.concatenate(rows), owner.astype(np.int64))


def _kept(kept: Path, path: Path, read: Read) -> tuple[Array, str]:
    """A file's rows, or why it has none."""
    if kept.exists():
        with np.load(kept) as stored:
            return stored["rows"], str(stored["why"])
    rows, why = _read(path, read)
    part = kept.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, rows=rows, why=np.array(why))
    part.replace(kept)
    return rows, why


def _read(path: Path, read: Read) -> tuple[Array, str]:
    try:
        rows = read(path)
    except BadInput as error:
        return np.zeros((0, 0), np.float32), str(error)
    told = rows[present(rows).any(1)] if len(rows) else rows
    return told[:MOST], "" if len(told) else f"{path}: nobody is heard in it"
