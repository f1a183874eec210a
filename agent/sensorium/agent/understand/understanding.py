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


def in_language(understood: Understanding, language: str) -> Understanding:
    """The same, a description in the language it was asked for in unless another was named."""
    query = understood.query
    if query.goal != "describe" or query.to is not None or language == "en":
        return understood
    return understood.model_copy(update={"query": query.model_copy(update={"to": language})})
