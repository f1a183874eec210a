"""Asking a language model, wherever it runs: work is a generator of questions that gets the replies sent in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import NamedTuple, TypeVar

Done = TypeVar("Done")


class Question(NamedTuple):
    """(role, text) turns, the tokens of the reply at most, and the fraction of the work done before."""

    turns: tuple[tuple[str, str], ...]
    tokens: int
    done: float = 0.0


Dialogue = Generator[Question, str, Done]


def held(work: Dialogue[Done], answer: Callable[[Question], str]) -> Done:
    """The work's result, with a model that answers at once."""
    reply: str | None = None
    while True:
        try:
            question = next(work) if reply is None else work.send(reply)
        except StopIteration as over:
            return over.value  # type: ignore[no-any-return]
        reply = answer(question)


async def held_away(work: Dialogue[Done], answer: Callable[[Question], Awaitable[str]]) -> Done:
    """The work's result, with a model that is waited for."""
    reply: str | None = None
    while True:
        try:
            question = next(work) if reply is None else work.send(reply)
        except StopIteration as over:
            return over.value  # type: ignore[no-any-return]
        reply = await answer(question)
