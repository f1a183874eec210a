"""Sound files as the cells a model will see, with what each of them shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.errors import BadInput, MediaError
from sensorium.core.hearing import sound_in
from sensorium.core.sees import Sees
from sensorium.core.training import Labelled, Training
from sensorium.core.training.folder import require_classes
from sensorium.core.values import TimeSpan
from sensorium.plugins.sound.mfcc import mfcc
from sensorium.plugins.sound.spectrogram import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

SUFFIXES = frozenset(
    {".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aac", ".wma", ".aiff", ".mp4", ".mkv"}
)
SEES = Sees(every=0.5, context=0.24, sound=RATE)
MOST = 40
"""Cells of one file; of longer files evenly spread ones."""
QUIET = 10 ** (-60 / 20)


class Cells(NamedTuple):
    """MFCCs of all cells (n, 48, 32) and the index of the file each belongs to."""

    rows: Array
    files: NDArray[np.int64]


class Stored(NamedTuple):
    """What was read of all files: which were readable, their rows, and whose each is among the readable ones."""

    good: NDArray[np.bool_]
    rows: Array
    owner: NDArray[np.int64]


def cells(path: Path) -> Array:
    """The MFCCs of one file, (n, 48, 32); silent cells are left out where there are others."""
    from sensorium.core.media import Reader, open_media

    media = open_media(path)
    if media.probe.audio is None:
        raise MediaError("holds no sound", where=str(path), fix="give a file with sound")
    reader = Reader(media)
    try:
        rows: list[Array] = []
        loud: list[bool] = []
        for window in reader.windows(SEES, _spread(media.probe.duration)):
            rows.append(mfcc(window.sound))
            loud.append(bool(np.abs(sound_in(window, window.cell, SEES)).max(initial=0) > QUIET))
    finally:
        reader.close()
    if not rows:
        raise MediaError("holds no sound", where=str(path), fix="give a longer file")
    heard = np.stack(rows)
    return heard[np.array(loud)] if any(loud) else heard


def _spread(seconds: float) -> tuple[TimeSpan, ...] | None:
    count = int(seconds / SEES.every)
    if count <= MOST:
        return None
    starts = np.linspace(0, count - 1, MOST).astype(int) * SEES.every
    return tuple(TimeSpan(start=float(at), end=float(at) + SEES.every) for at in starts)


def prepared(
    training: Training, files: Sequence[Labelled], read: Callable[[Path], Array] = cells
) -> tuple[tuple[Labelled, ...], Cells]:
    """The readable files and their rows; the rest is named in the training's warnings.

    They are kept in the training's folder, so that taking it up again does not read the files again. Raises
    BadInput where the readable ones are too few.
    """
    kept = training.work / "rows.npz"
    if kept.exists():
        with np.load(kept) as stored:
            read_in = Stored(stored["good"], stored["rows"], stored["owner"])
        lost = [file.path for file, fine in zip(files, read_in.good, strict=True) if not fine]
        training.warnings.extend(f"left out {path}: it could not be read" for path in lost)
    else:
        read_in = _read(training, files, read)
        part = kept.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, **read_in._asdict())
        part.replace(kept)
    readable = tuple(file for file, fine in zip(files, read_in.good, strict=True) if fine)
    require_classes(readable, training.folder)
    return readable, Cells(read_in.rows, read_in.owner)


def _read(training: Training, files: Sequence[Labelled], read: Callable[[Path], Array]) -> Stored:
    rows: list[Array] = []
    good, owner = list[bool](), list[int]()
    for number, (file, found) in enumerate(_each(training, files, read)):
        good.append(found is not None)
        if found is not None:
            rows.append(found)
            owner += [sum(good) - 1] * len(found)
        training.progress((number + 1) / len(files), file.path.name)
    if not rows:
        raise BadInput("no file can be read", where=str(training.folder), fix="; ".join(training.warnings[:3]))
    return Stored(np.array(good), np.concatenate(rows), np.array(owner, np.int64))


def _each(
    training: Training, files: Sequence[Labelled], read: Callable[[Path], Array]
) -> Iterator[tuple[Labelled, Array | None]]:
    for file in files:
        try:
            yield file, read(file.path)
        except BadInput as error:
            training.warnings.append(f"left out {error}")
            yield file, None
