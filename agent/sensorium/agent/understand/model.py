"""The language-model front end: a chat model fills in the form, faults go back to it located, a few times."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from pydantic import ValidationError

from sensorium.agent.query import Query
from sensorium.agent.understand.prompt import messages
from sensorium.agent.understand.slots import Slots, schema
from sensorium.core.debug import show, trace
from sensorium.core.errors import ModelFailed, QueryError, SensoriumError
from sensorium.core.invalid import fault, raised

TRIES = 3


async def understand(request: str, chat: BaseChatModel, kinds: Iterable[str]) -> Query:
    """The Query a chat model reads in `request`; ModelFailed where no try gave a valid one."""
    known = tuple(kinds)
    talk = messages(request, known)
    form = {"type": "json_schema", "json_schema": {"name": "form", "strict": True, "schema": schema(known)}}
    said: set[str] = set()
    fault = "no reply"
    for _ in range(TRIES):
        text = await _said(chat, talk, form)
        try:
            return read(text)
        except QueryError as error:
            fault = str(error)
        if text in said:  # the same reply to a located fault: another round would be the same again
            break
        said.add(text)
        talk = [*talk, AIMessage(text), HumanMessage(f"That is not valid: {fault}. Give the corrected JSON object.")]
    raise ModelFailed(f"gave no valid form: {fault}", where=chat._llm_type)


async def _said(chat: BaseChatModel, talk: list[BaseMessage], form: dict[str, Any]) -> str:
    """The reply's text; what a model raises of its own becomes ModelFailed."""
    try:
        return (await chat.ainvoke(talk, response_format=form)).text
    except SensoriumError:
        raise
    except Exception as error:
        show(trace(error))
        raise ModelFailed(f"raised {raised(error)}", where=chat._llm_type) from error


def read(text: str) -> Query:
    """The Query in a reply that is JSON, or contains one JSON object; QueryError names what is wrong."""
    try:
        return Slots.model_validate(_object(text)).query()
    except ValidationError as error:
        wrong = fault(error)
        raise QueryError(wrong.message, where=wrong.path or "form") from None


def _object(text: str) -> Any:
    decoder = json.JSONDecoder()
    at = text.find("{")
    while at >= 0:
        try:
            return decoder.raw_decode(text, at)[0]
        except json.JSONDecodeError:
            at = text.find("{", at + 1)
    raise QueryError("there is no JSON object in the reply", where="form")
