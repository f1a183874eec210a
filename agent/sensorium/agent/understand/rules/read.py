"""The rules' way in: tells the language, reads, and says which words were of no use."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from sensorium.agent.query import Node, Obj, Query, children
from sensorium.agent.understand.rules.announced import CHINESE, NOTHING, Announced, plain
from sensorium.agent.understand.rules.audit import dropped
from sensorium.agent.understand.rules.chinese import goals as chinese
from sensorium.agent.understand.rules.chinese.segment import segment
from sensorium.agent.understand.rules.chinese.wishes import WISHES as CHINESE_WISHES
from sensorium.agent.understand.rules.english.goals import Goals
from sensorium.agent.understand.rules.english.tokens import Word, strange, tokens
from sensorium.agent.understand.rules.english.wishes import WISHES as ENGLISH_WISHES
from sensorium.agent.understand.rules.signs import spelt_out
from sensorium.agent.understand.rules.wishes import wished
from sensorium.agent.understand.understanding import Understanding
from sensorium.core.errors import RequestError
from sensorium.core.invalid import fault

QUOTED = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
QUESTIONS = ("what", "what's", "who", "why", "how", "which")
ASKING = {"command", "det", "join", "relation", "no", "asking", "commands", "seen"}


def read_rules(request: str, announced: Announced = NOTHING) -> Understanding:
    """What a request means; RequestError, naming its words, where it names nothing that can be looked for.

    `announced` are the words that installed tasks and models bring beside the lexicon's own.
    """
    text = request.strip()
    if not text:
        raise RequestError("the request is empty", where="request", fix='say what to find, such as "sad moments"')
    if (call := announced.requests.get(plain(text))) is not None:
        return Understanding(query=Query(where=call), used=(text,))
    chinese_words = CHINESE.search(QUOTED.sub("", text)) is not None
    if (wish := wished(text, CHINESE_WISHES if chinese_words else ENGLISH_WISHES)) is not None:
        return Understanding(query=_query(wish), used=(text,))
    try:
        read = _chinese if chinese_words else _english
        fields, words = read(text, announced)
    except ValidationError as error:
        raise RequestError(str(fault(error)), where="request", fix="ask for less at once") from None
    if fields is None or _empty(fields, words, announced):
        raise RequestError(
            "nothing in this request can be looked for",
            where=", ".join(_unused(words) or (text[:80],)),
            fix='name what is seen, heard, said or felt, such as "sad moments where the red car turns"',
        )
    query = _query(fields)
    dropped(words, query)
    return Understanding(
        query=query,
        used=tuple(word.given or word.text for word in words if word.used),
        unused=_unused(words),
        warnings=tuple(
            f"{word.given!r} was read as {word.text!r}" for word in words if word.respelt and len(word.given) > 2
        ),
    )


def _query(fields: dict[str, Any]) -> Query:
    try:
        return Query.model_validate({key: value for key, value in fields.items() if value is not None})
    except ValidationError as error:
        raise RequestError(str(fault(error)), where="request") from None


def _unused(words: list[Word]) -> tuple[str, ...]:
    return tuple(
        word.given or word.text for word in words if not word.used and not word.tags.keys() & {"mark", "comma"}
    )


def _english(text: str, announced: Announced) -> tuple[dict[str, Any] | None, list[Word]]:
    words = tokens(spelt_out(text), announced)
    return Goals(list(words), text, announced).query(), words


def _chinese(text: str, announced: Announced) -> tuple[dict[str, Any] | None, list[Word]]:
    words = segment(chinese.plain(spelt_out(text, chinese=True)), announced)
    return chinese.Goals(list(words), text, announced).query(), words


def _empty(fields: dict[str, Any], words: list[Word], announced: Announced) -> bool:
    """Whether it only names things nobody knows of, in words that ask for nothing of a medium."""
    if fields["goal"] != "find":
        return False
    atoms = _atoms(fields["where"])
    if not all(isinstance(atom, Obj) and not atom.events and strange(atom.phrase, announced) for atom in atoms):
        return False
    asks = words[0].lower.split(" ")[0]
    if asks == "play":  # some jazz: of a player
        return True
    return asks in QUESTIONS or not any(word.tags.keys() & ASKING for word in words)


def _atoms(node: Node) -> list[Node]:
    parts = children(node)
    return [atom for part in parts for atom in _atoms(part)] if parts else [node]
