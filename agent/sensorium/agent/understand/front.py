"""Which front end reads a request: rules, a chat model, or rules first and the model where they are unsure.

The rules always stand behind: where the model fails, they answer and the user is told. A request in the query
notation itself, as answers show it, is taken at its word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sensorium.agent.query import GOALS, SIGNATURES, parse_query
from sensorium.agent.understand.announcing import announced
from sensorium.agent.understand.rules import read_rules
from sensorium.agent.understand.understanding import Understanding
from sensorium.core.errors import RequestError, SensoriumError

if TYPE_CHECKING:
    from sensorium.agent.chat.choice import Chat
    from sensorium.core.registry import Registry

LONGEST = 4_000
"""Characters of a request; what is longer is no request but a document."""
KNOWN = "|".join([*SIGNATURES, *GOALS, "call"])
NOTATION = re.compile(rf"({KNOWN})\(|\w+\(\s*([\"']|({KNOWN})\()")
"""A known function, or an unknown one around what only the notation has: its parser says what is wrong."""


async def understand(
    request: str, registry: Registry, chat: Chat | None = None, *, always: bool = False
) -> Understanding:
    """The query a request means; RequestError where nobody could tell; QueryError where notation does not parse.

    With a `chat` model the rules are asked first and the model only where they left words unused, unless `always`.
    """
    text = request.strip()
    if not text:
        raise RequestError("the request is empty", where="request", fix='say what to find, such as "sad moments"')
    if len(text) > LONGEST:
        raise RequestError(f"{len(text)} characters", where="request", fix=f"at most {LONGEST}")
    if NOTATION.match(text):
        return Understanding(query=parse_query(text), by="notation", used=(text,))
    try:
        ruled: Understanding | None = read_rules(text, announced(registry))
        fault: SensoriumError | None = None
    except RequestError as error:
        ruled, fault = None, error
    if chat is not None and (always or ruled is None or ruled.unused):
        return await _asked(text, registry, chat, ruled, fault)
    if ruled is None:
        assert fault is not None
        raise fault
    return ruled


async def _asked(
    text: str, registry: Registry, chat: Chat, ruled: Understanding | None, fault: SensoriumError | None
) -> Understanding:
    from sensorium.agent.understand.model import understand as ask_model
    from sensorium.agent.understand.slots import kinds_answered

    try:
        query = await ask_model(text, chat.model(), kinds_answered(registry))
    except SensoriumError as error:
        if ruled is None:
            raise fault or error from error
        note = f"{chat.name} did not answer ({error.message}); the rules did"
        return ruled.model_copy(update={"warnings": (*ruled.warnings, note)})
    warnings: tuple[str, ...] = ()
    if ruled is not None and ruled.query != query:
        warnings = (f"{chat.name} and the rules differ: the rules read {ruled.query}",)
    return Understanding(query=query, by=chat.name, warnings=warnings)
