"""A request once understood."""

from __future__ import annotations

from sensorium.agent.query import Query
from sensorium.core.values.base import Value


class Understanding(Value):
    """The query, who read it (``rules`` or a chat model's name), which words of the request were used and not."""

    query: Query
    by: str = "rules"
    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
