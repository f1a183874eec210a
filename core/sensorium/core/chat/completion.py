"""The chat-completions shape that OpenAI-compatible servers and llama.cpp share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sensorium.core.errors import ModelFailed


def body_of(turns: Sequence[tuple[str, str]], **options: Any) -> dict[str, Any]:
    """The body of a request for one reply to (role, text) turns; options that are None are left out."""
    body: dict[str, Any] = {"messages": [{"role": role, "content": text} for role, text in turns], "stream": False}
    return body | {name: value for name, value in options.items() if value is not None}


def text_of(reply: object, where: str) -> str:
    """The first choice of a reply, or ModelFailed that says what came instead."""
    match reply:
        case {"choices": [{"message": {"content": str(text)}}, *_]}:
            return text
        case {"error": {"message": str(message)}} | {"error": str(message)}:
            raise ModelFailed(message, where=where)
        case _:
            raise ModelFailed(f"the reply is no chat completion: {str(reply)[:120]}", where=where)
