"""What a library keeps of a file: one row for each thing found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sensorium.core.values import Audio, Image, TimeSpan, Video

RowKind = Literal["picture", "speech", "writing", "sound"]


class Row(NamedTuple):
    """Something found: what a picture shows, what is said, written or heard, as words and as a vector.

    `span` is None in a still picture.
    """

    kind: RowKind
    text: str
    vector: Sequence[float]
    span: TimeSpan | None = None


class Indexed(NamedTuple):
    """A file's whole content: `recipe` names the models it was found with."""

    medium: Image | Audio | Video
    recipe: str
    rows: tuple[Row, ...]


class Place(NamedTuple):
    """A path at which a content lies; size and time of change tell whether it must be read again."""

    path: str
    sha256: str
    size: int
    changed: int
