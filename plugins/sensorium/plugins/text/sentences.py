"""A text cut into sentences, and these put together into pieces that are read at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BREAK = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？]+[”’」』）]*|(?=\n)")
SHORT = re.compile(r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|[A-Z])\.$")
SPACE = re.compile(r"\s*")
COMMAS = (" ", ",", "，", "、", "；")
LONGEST = 600
"""Characters of a sentence at most; a longer one is cut."""


class Sentence(NamedTuple):
    """A sentence without the white space around it, and the white space that follows."""

    text: str
    after: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text`, in order; each put together with what follows it, they are the text, stripped."""
    text = text.strip()
    begin = 0
    for found in BREAK.finditer(text):
        if found.end() <= begin or SHORT.search(text, max(begin, found.end() - 8), found.end()):
            continue
        yield from _cut(text[begin : found.end()], after := SPACE.match(text, found.end())[0])  # type: ignore[index]
        begin = found.end() + len(after)
    if begin < len(text):
        yield from _cut(text[begin:], "")


def grouped(rows: Iterable[Sentence], most: int) -> Iterator[list[Sentence]]:
    """Runs of sentences of at most `most` characters; a paragraph's end ends a run."""
    held: list[Sentence] = []
    size = 0
    for row in rows:
        if held and size + len(row.text) > most:
            yield held
            held, size = [], 0
        held.append(row)
        size += len(row.text)
        if "\n" in row.after:
            yield held
            held, size = [], 0
    if held:
        yield held


def _cut(body: str, after: str) -> Iterator[Sentence]:
    """A sentence in parts where it is too long."""
    while len(body) > LONGEST:
        at = max(body.rfind(mark, 1, LONGEST) for mark in COMMAS) + 1 or LONGEST
        part = body[:at].rstrip()
        yield Sentence(part, body[len(part) : at])
        body = body[at:]
    yield Sentence(body, after)
