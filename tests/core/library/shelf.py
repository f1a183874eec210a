"""Contents made up for the tests of libraries."""

from __future__ import annotations

from sensorium.core.library import Indexed, Place, Row
from sensorium.core.values import Image, Probe, TimeSpan, VideoStream

SPACE = "made-up"
TOWER = "tower"


def sha(number: int) -> str:
    """A digest."""
    return f"{number:064x}"


def image(number: int) -> Image:
    """A picture nobody will open."""
    probe = Probe(duration=1, video=VideoStream(width=4, height=4, fps=0))
    return Image(uri=f"/photos/{number}.jpg", sha256=sha(number), probe=probe)


def content(
    number: int, text: str = "a dog", vector: tuple[float, ...] = (1.0, 0.0, 0.0), recipe: str = "r"
) -> Indexed:
    """A picture and a spoken row."""
    rows = (
        Row("picture", text, vector),
        Row("speech", f"number {number}", (0.0, 0.0, 1.0), TimeSpan(start=1.0, end=2.5)),
    )
    return Indexed(image(number), recipe, rows)


def place(number: int, path: str = "") -> Place:
    """Where it lies."""
    return Place(path or f"/photos/{number}.jpg", sha(number), 10, 20)
