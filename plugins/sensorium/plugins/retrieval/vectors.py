"""retrieval:vectors: pictures and texts as points of one space, for libraries to keep and search."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Task
from sensorium.core.values import Image
from sensorium.core.values.base import Value


class VectorsInput(Value):
    """A picture, or texts, or both."""

    image: Image | None = None
    texts: tuple[str, ...] = Field(default=(), max_length=256)


class VectorsOutput(Value):
    """Unit vectors: their products say how well picture and text go together. `image` is empty without a picture."""

    image: tuple[float, ...] = ()
    texts: tuple[tuple[float, ...], ...] = ()


VECTORS = Task(
    "retrieval:vectors",
    "Turn pictures and texts into vectors of one space, near where they go together.",
    VectorsInput,
    VectorsOutput,
)
