"""What a program asks, checked before any work is done for it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sensorium.core.errors import BadInput

if TYPE_CHECKING:
    from sensorium.core.values import Media


def checked(media: object, request: object) -> Sequence[str | Path | Media]:
    """The media, one or several, as a sequence; BadInput where they or the request are of no use."""
    from sensorium.core.values import Media

    if not isinstance(request, str):
        fix = 'say what to find, such as "sad moments"'
        raise BadInput(f"a request is text, not {type(request).__name__}", where="request", fix=fix)
    many = media if isinstance(media, Sequence) and not isinstance(media, str | bytes) else [media]
    sources: list[str | Path | Media] = []
    for source in many:
        if not isinstance(source, str | Path | Media):
            fix = "name a file, or give what open_media gave"
            raise BadInput(f"a medium is a path or a Media, not {type(source).__name__}", where="media", fix=fix)
        sources.append(source)
    return sources


def no_file(request: str) -> BadInput:
    """The error of a request that needs a medium and was given none, with what to type."""
    return BadInput("no file given", where="media", fix=f"type: sensorium ask {shlex.quote(request)} FILE")
