"""A place in the text of a query: reads names, strings and numbers, and says where something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NoReturn

from sensorium.core.errors import QueryError

_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_SPACE = re.compile(r"\s*")
_JSON = json.JSONDecoder()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known words, or all of a short list."""
    names = list(known)
    near = get_close_matches(word, names, n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"known: {', '.join(names)}"


class Cursor:
    """Reads `text` from left to right; `at` is the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, message: str, fix: str = "", at: int | None = None) -> NoReturn:
        """Raise a QueryError located by column, counted from 1."""
        column = (self.at if at is None else at) + 1
        raise QueryError(message, where=f"column {column}", fix=fix)

    def skip(self) -> int:
        """Pass over blanks; gives the place reached."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.at

    @property
    def got(self) -> str:
        """What stands here, for messages."""
        rest = self.text[self.skip() :]
        name = _NAME.match(rest)
        return (name.group() if name else rest[:1]) or "the end"

    def sees(self, mark: str) -> bool:
        """Whether `mark` stands here; passes it if so."""
        found = self.text.startswith(mark, self.skip())
        self.at += len(mark) if found else 0
        return found

    def expect(self, mark: str, fix: str = "") -> None:
        if not self.sees(mark):
            self.fail(f"expected {mark!r}, got {self.got!r}", fix)

    def name(self) -> str | None:
        """A name, passed, or None where none stands here."""
        found = _NAME.match(self.text, self.skip())
        self.at = found.end() if found else self.at
        return found.group() if found else None

    def keyword(self) -> str | None:
        """The name of ``name=``, passed with its mark, or None with nothing passed."""
        start = self.skip()
        name = self.name()
        if name is not None and self.sees("="):
            return name
        self.at = start
        return None

    def string(self) -> str:
        """A string in double quotes as in JSON, or in single quotes."""
        start = self.skip()
        if self.text.startswith("'", start):
            end = self.text.find("'", start + 1)
            if end < 0:
                self.fail("a string is not closed", "end it with '", start)
            self.at = end + 1
            return self.text[start + 1 : end]
        if not self.text.startswith('"', start):
            self.fail(f"expected a string, got {self.got!r}", 'write it in quotes, as in "red car"')
        return str(self.json())

    def json(self) -> Any:
        """A JSON value."""
        start = self.skip()
        try:
            value, self.at = _JSON.raw_decode(self.text, start)
        except (json.JSONDecodeError, RecursionError) as error:
            place = getattr(error, "pos", start)
            self.fail(f"not a JSON value: {error.args[0]}", 'strings in "double quotes"', place)
        return value

    def number(self) -> float:
        found = _NUMBER.match(self.text, self.skip())
        if not found:
            self.fail(f"expected a number, got {self.got!r}")
        self.at = found.end()
        return float(found.group())

    def end(self) -> None:
        """Nothing may follow."""
        if self.skip() < len(self.text):
            self.fail(f"nothing may follow here, got {self.got!r}", "join clauses with and(...) or or(...)")
