"""Between langchain-core's messages and the chat-completions shape that servers and llama.cpp speak."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from sensorium.core.errors import ModelFailed

ROLES = {"human": "user", "ai": "assistant", "system": "system"}


def request_body(messages: list[BaseMessage], stop: list[str] | None, **options: Any) -> dict[str, Any]:
    """The body of a chat-completions request; options that are None are left out."""
    body: dict[str, Any] = {
        "messages": [{"role": ROLES.get(message.type, "user"), "content": message.text} for message in messages],
        "stream": False,
    }
    if stop:
        body["stop"] = stop
    body.update({name: value for name, value in options.items() if value is not None})
    return body


def chat_result(reply: object, where: str) -> ChatResult:
    """The first choice of a chat-completions reply, or ModelFailed that says what came instead."""
    match reply:
        case {"choices": [{"message": {"content": str(text)}}, *_]}:
            return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])
        case {"error": {"message": str(message)}} | {"error": str(message)}:
            raise ModelFailed(message, where=where)
        case _:
            raise ModelFailed(f"the reply is no chat completion: {str(reply)[:120]}", where=where)
