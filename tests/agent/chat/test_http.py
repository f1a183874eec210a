"""The chat model behind an OpenAI-compatible endpoint."""

from __future__ import annotations

import pytest
from langchain_core.messages import HumanMessage
from pydantic import SecretStr

from fakes.chat import completion, endpoint
from sensorium.agent.chat.http import HttpChat
from sensorium.core.errors import ModelFailed, RetryLater


async def said(url: str, **options: object) -> str:
    chat = HttpChat(url=url, model="some", timeout=5.0, **options)  # type: ignore[arg-type]
    return (await chat.ainvoke([HumanMessage("hello")], response_format={"type": "json_object"})).text


async def test_reply_and_request_shape() -> None:
    with endpoint((200, completion("hi"))) as (url, bodies):
        assert await said(url) == "hi"
    assert bodies[0]["messages"] == [{"role": "user", "content": "hello"}]
    assert bodies[0]["response_format"] == {"type": "json_object"}
    assert bodies[0]["temperature"] == 0.0


def test_synchronous_twin() -> None:
    with endpoint((200, completion("hi"))) as (url, _):
        assert HttpChat(url=url, model="some").invoke([HumanMessage("hello")]).text == "hi"


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (500, b"broken", "HTTP 500"),
        (200, b"<html>", "not JSON"),
        (200, b'{"choices": []}', "no chat completion"),
        (200, b'{"error": {"message": "no such model"}}', "no such model"),
        (200, completion("x" * (1 << 21)), "too long"),
    ],
)
async def test_bad_replies_are_typed(status: int, body: bytes, says: str) -> None:
    with endpoint((status, body)) as (url, _), pytest.raises(ModelFailed, match=says):
        await said(url)


async def test_patience_is_typed() -> None:
    with endpoint((429, b"")) as (url, _), pytest.raises(RetryLater):
        await said(url)


async def test_nobody_there() -> None:
    with pytest.raises(ModelFailed, match="no answer"):
        await said("http://127.0.0.1:9/v1")


async def test_the_key_is_not_shown() -> None:
    chat = HttpChat(url="http://127.0.0.1:9/v1", model="some", key=SecretStr("hush"))
    assert "hush" not in repr(chat)
