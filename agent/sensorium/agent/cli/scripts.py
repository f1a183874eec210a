"""A script and the pictures it names, opened from this machine's disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sensorium.core.errors import BadInput, MediaError
from sensorium.core.script import Place, pictures_named

if TYPE_CHECKING:
    from sensorium.core.values import Image

MOST = 400_000
"""Bytes of a script: more than the most characters a film takes can have."""


def read_script(file: Path) -> str:
    """The text of a script; BadInput where it is no text, or too long."""
    where = str(file)
    try:
        if file.is_file() and file.stat().st_size > MOST:
            raise BadInput("is too long for a script", where=where, fix="a film takes up to 100,000 characters")
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("is not a text in UTF-8", where=where, fix="save it as UTF-8") from None
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=where, fix="name the file of the script") from None
    if not text.strip():
        raise BadInput("is empty", where=where, fix="write what shall be seen and said")
    return text


def opened_pictures(text: str, script: Path, folders: Sequence[Path] = ()) -> dict[str, Image]:
    """The pictures a script names, by name.

    They lie in the script's folder, or in one of `folders`, which the user names. A script that comes from
    elsewhere must not put a private picture into a film: links and paths that lead out of these are refused,
    absolute ones too. BadInput tells the line of the first that cannot be used.
    """
    allowed = [folder.resolve() for folder in (script.absolute().parent, *folders)]
    return {name: _opened(name, place, allowed) for name, place in pictures_named(text).items()}


def _opened(name: str, place: Place, allowed: Sequence[Path]) -> Image:
    from sensorium.core.media import open_media
    from sensorium.core.values import Image as Still

    file = _placed(name, place, allowed)
    try:
        media = open_media(file)
    except MediaError as error:
        raise MediaError(f"{name} {error.message}", where=str(place), fix=error.fix) from error
    if not isinstance(media, Still):
        raise MediaError(
            f"{name} is {type(media).__name__.lower()}, not a picture", where=str(place), fix="name a still picture"
        )
    return media


def _placed(name: str, place: Place, allowed: Sequence[Path]) -> Path:
    candidates = [(folder / name).resolve() for folder in allowed]
    inside = [file for file in candidates if any(file.is_relative_to(folder) for folder in allowed)]
    if not inside:
        raise BadInput(
            f"{name} lies outside the script's folder", where=str(place), fix="move it there, or allow --pictures DIR"
        )
    found = next((file for file in inside if file.is_file()), None)
    if found is None:
        raise BadInput(
            f"there is no picture {name}", where=str(place), fix=f"put it into {allowed[0]}, or name --pictures DIR"
        )
    return found
