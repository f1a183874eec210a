"""The part of a fitted frame that shows the picture; the code is the core's."""

from sensorium.core.content import INNER, content

__all__ = ["INNER", "content"]
