"""A folder of pairs: pictures, each with a text file of its captions under the same name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.errors import BadInput, MediaError
from sensorium.core.library.sources import SUFFIXES
from sensorium.plugins.retrieval.embedding import SEES, pixels
from sensorium.plugins.retrieval.seeing import Eye

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.training import Training

    Array = NDArray[np.float32]

FEWEST = 20
"""Pictures a tuning needs at least: with fewer, nothing is left to watch and to measure."""
MOST_CAPTIONS = 20


class Pair(NamedTuple):
    """A picture's file and its captions."""

    picture: Path
    captions: tuple[str, ...]


class Embedded(NamedTuple):
    """n pictures (n, 1664) and m captions (m, 384), and the index of the picture (m,) each caption belongs to."""

    pictures: Array
    texts: Array
    owners: NDArray[np.int64]

    def some(self, chosen: NDArray[np.int64]) -> Embedded:
        """Those pictures alone, numbered anew."""
        place = {int(old): new for new, old in enumerate(chosen)}
        kept = np.array([int(owner) in place for owner in self.owners])
        owners = np.array([place[int(owner)] for owner in self.owners[kept]], np.int64)
        return Embedded(self.pictures[chosen], self.texts[kept], owners)


def pairs(folder: Path) -> tuple[Pair, ...]:
    """The pairs in a folder, by name; BadInput where they are too few."""
    if not folder.is_dir():
        raise BadInput("is no folder", where=str(folder), fix="give a folder of pictures with captions in text files")
    found = []
    for picture in sorted(folder.rglob("*")):
        if picture.suffix.lower() in SUFFIXES and (captions := _captions(picture.with_suffix(".txt"))):
            found.append(Pair(picture, captions))
    require(len(found), folder)
    return tuple(found)


def require(count: int, folder: Path) -> None:
    """Raise BadInput where so many pairs are too few."""
    if count < FEWEST:
        fix = "beside each NAME.jpg put a NAME.txt with a caption a line"
        raise BadInput(f"has {count} pairs, {FEWEST} at least are needed", where=str(folder), fix=fix)


def embedded(training: Training, eye: Eye, found: tuple[Pair, ...]) -> Embedded:
    """The pairs' frozen features, kept in the training's folder; pictures that cannot be read are warned of."""
    kept = training.work / "pairs.npz"
    if kept.exists():
        with np.load(kept) as stored:
            return Embedded(stored["pictures"], stored["texts"], stored["owners"])
    pictures: list[Array] = []
    texts: list[Array] = []
    owners: list[int] = []
    for at, pair in enumerate(found):
        training.progress(at / len(found), pair.picture.name)
        try:
            pictures.append(features(eye, pair.picture))
        except MediaError as error:
            training.warnings.append(str(error))
            continue
        texts += [eye.read(caption) for caption in pair.captions]
        owners += [len(pictures) - 1] * len(pair.captions)
    require(len(pictures), training.folder)
    made = Embedded(np.stack(pictures), np.stack(texts), np.array(owners, np.int64))
    part = kept.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, pictures=made.pictures, texts=made.texts, owners=made.owners)
    part.replace(kept)
    return made


def features(eye: Eye, picture: Path) -> Array:
    """A picture as the head takes it: its place among the sentences, then MobileNet's features, (1664,)."""
    from sensorium.core.media import Reader, open_media
    from sensorium.core.values import Image

    medium = open_media(picture)
    if not isinstance(medium, Image):
        raise MediaError("is no picture", where=str(picture), fix="leave it out")
    reader = Reader(medium)
    try:
        seen = eye.see(pixels(reader.windows(SEES)))
    finally:
        reader.close()
    return np.concatenate([seen.vector, seen.features])


def _captions(file: Path) -> tuple[str, ...]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot be read: {error}", where=str(file), fix="give UTF-8 text") from None
    return tuple(line.strip() for line in lines if line.strip())[:MOST_CAPTIONS]
