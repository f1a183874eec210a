"""Requests of a known form that look for nothing: to say, draw, act, clean, weigh, summarise, search, fill in.

Each wish is a pattern over the whole request and the query it stands for; those of a task that serves no goal are
calls of it. What carries words (to say, to judge, to sum up) has them in quotes or behind a colon. The forms of each
language are in its own folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sensorium.agent.query import Call

Fields = dict[str, Any]
Make = Callable[[Mapping[str, str]], Fields]

QUOTE = r"[\"“'‘「](?P<quoted>.+?)[\"”'’」]"
BEHIND = r"\s*[:：]\s*(?P<text>.+)"
SHORT = 400
"""Characters up to which a request is held against every form; a longer one only against those that carry words."""


class Wish(NamedTuple):
    """A form of request; `make` gets the named groups that took part, `quoted` as `text`."""

    pattern: re.Pattern[str]
    make: Make

    @property
    def carries(self) -> bool:
        """Whether it may hold a text of any length."""
        return BEHIND in self.pattern.pattern


def wish(make: Make, *patterns: str) -> tuple[Wish, ...]:
    """Forms that stand for the same."""
    return tuple(Wish(re.compile(pattern, re.I | re.S), make) for pattern in patterns)


def calls(task: str) -> Make:
    """A call of a task with what the request carries."""
    return lambda told: {"goal": "find", "where": Call(task=task, args=dict(told))}


def wants(goal: str, **fixed: Any) -> Make:
    """A goal with what the request carries."""
    return lambda told: {"goal": goal, **fixed, **told}


def chooses(told: Mapping[str, str]) -> Fields:
    """A choice between two."""
    return {"goal": "classify", "labels": (told["one"], told["other"])}


def wished(request: str, forms: Sequence[Wish]) -> Fields | None:
    """The fields of the query that a request of a known form stands for; None where it has none."""
    text = " ".join(request.split()).rstrip("?!.。？！ ")
    for form in forms:
        if (form.carries or len(text) <= SHORT) and (match := form.pattern.match(text)) is not None:
            told = {name: value.strip() for name, value in match.groupdict().items() if value and value.strip()}
            if quoted := told.pop("quoted", ""):
                told["text"] = quoted
            return form.make(told)
    return None
