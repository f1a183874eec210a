"""A parsed script: scenes of shots, each with what is seen and what is said, and where the script says so."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sensorium.core.values.base import Value

Move = Literal["", "hold", "zoom in", "zoom out", "pan left", "pan right", "tilt up", "tilt down"]
"""What the camera does; empty leaves it to whoever films."""

Kind = Literal["heading", "text", "card", "picture", "prompt", "search"]
"""What a shot shows: the scene's heading, its own words, a card, a picture file, one to be made, one to be found."""


class Place(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"script:{self.line}:{self.column}"


class Look(Value):
    """What a shot shows: `value` is the card's text, the file's name, the prompt or the search; `caption` describes."""

    kind: Kind
    value: str = ""
    caption: str = ""


class Said(Value):
    """Words of narration and the silence that follows them, in seconds; either may be empty."""

    text: str = ""
    pause: float = 0.0


class Shot(Value):
    """One shot. `seconds` is its whole length where the script fixes it."""

    place: Place
    look: Look
    said: tuple[Said, ...] = ()
    move: Move = ""
    seconds: float | None = None

    @property
    def narration(self) -> str:
        """All that is said, without the silences."""
        return " ".join(part.text for part in self.said if part.text)


class Scene(Value):
    """One scene: a chapter of the film where it has a heading."""

    heading: str = ""
    place: Place = Place(1, 1)
    shots: tuple[Shot, ...] = ()


class Script(Value):
    """A film as written. `title` is empty where the script has none."""

    title: str = ""
    scenes: tuple[Scene, ...] = ()
