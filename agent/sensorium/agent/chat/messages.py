"""Between langchain-core's messages and the chat-completions shape that servers and llama.cpp speak."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from sensorium.core.chat.completion import body_of, text_of

ROLES = {"human": "user", "ai": "assistant", "system": "system"}


def request_body(messages: list[BaseMessage], stop: list[str] | None, **options: Any) -> dict[str, Any]:
    """The body of a chat-completions request; options that are None are left out."""
    turns = [(ROLES.get(message.type, "user"), message.text) for message in messages]
    return body_of(turns, stop=stop or None, **options)


def chat_result(reply: object, where: str) -> ChatResult:
    """The first choice of a chat-completions reply, or ModelFailed that says what came instead."""
    return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text_of(reply, where)))])
