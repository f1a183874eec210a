"""Lines of a script: headings, rules, paragraphs; inside paragraphs words, pictures and directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sensorium.core.errors import RequestError
from sensorium.core.script.directions import Direction, direction
from sensorium.core.script.marks import Look, Place


class Heading(NamedTuple):
    """A heading: level 1 is the film's title, the others are scenes."""

    level: int
    text: str
    place: Place


class Rule(NamedTuple):
    """A line of dashes: the next scene begins."""

    place: Place


class Blank(NamedTuple):
    """An empty line: the paragraph ends."""

    place: Place


class Words(NamedTuple):
    """Words of narration."""

    text: str
    place: Place


class Directed(NamedTuple):
    """A picture or a direction, and where it stands."""

    what: Direction
    place: Place


Piece = Heading | Rule | Blank | Words | Directed

_HEADING = re.compile(r"(?P<marks>#{1,6})(?:\s+(?P<text>.*?))?(?:\s+#+)?\s*")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
_FENCE = re.compile(r"\s*(```|~~~)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEAD = re.compile(r"\s*(?:>\s?|[-*+]\s+|\d{1,3}[.)]\s+)*")
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\\[\]#!*_`【】])"
    r"|!\[(?P<caption>[^\]\n]*)\]\((?P<file><[^>\n]*>|[^)\n]*)\)"
    r"|\[(?P<link>[^\]\n]+)\]\([^)\n]*\)"
    r"|\[(?P<direction>[^\]\n]*)\]|【(?P<wide>[^】\n]*)】"
    r"|(?P<open>!?\[|【)"
)
_EMPHASIS = re.compile(r"(\*{1,3}|`+)(?=\S)(.+?)(?<=\S)\1|(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)")


def pieces(script: str) -> Iterator[Piece]:
    """The script's pieces in order; RequestError, located, at the first that cannot be understood."""
    text = _COMMENT.sub(_blanked, script.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    for number, line in enumerate(text.split("\n"), 1):
        place = Place(number, len(line) - len(line.lstrip()) + 1)
        if not line.strip():
            yield Blank(place)
        elif _FENCE.match(line):
            raise RequestError("a block of code cannot be filmed", where=str(place), fix="leave the block out")
        elif _RULE.fullmatch(line):
            yield Rule(place)
        elif (found := _HEADING.fullmatch(line)) is not None:
            yield Heading(len(found["marks"]), _plain(found["text"] or ""), place)
        else:
            lead = _LEAD.match(line)
            yield from _inline(line, number, lead.end() if lead else 0)


def _inline(line: str, number: int, start: int) -> Iterator[Piece]:
    """Words, pictures and directions of one line, each with its column."""
    words, began = "", start

    def spoken() -> Iterator[Piece]:
        text = " ".join(_plain(words).split())
        if text:
            yield Words(text, Place(number, began + 1))

    at = start
    for found in _TOKEN.finditer(line, start):
        words += line[at : found.start()]
        at = found.end()
        place = Place(number, found.start() + 1)
        if found["escaped"] is not None or found["link"] is not None:
            words += found["escaped"] or found["link"]
            continue
        yield from spoken()
        words, began = "", at
        yield Directed(_directed(found, place), place)
    words += line[at:]
    yield from spoken()


def _directed(found: re.Match[str], place: Place) -> Direction:
    if found["open"] is not None:
        closing = "】" if found["open"] == "【" else "]"
        raise RequestError(
            f"the bracket is not closed with {closing}", where=str(place), fix=r"close it, or write \[ for a bracket"
        )
    if found["file"] is not None:
        return _picture(found["file"], found["caption"], place)
    return direction(found["direction"] if found["direction"] is not None else found["wide"], place)


def _picture(file: str, caption: str, place: Place) -> Look:
    name = re.sub(r"""\s+["'].*["']$""", "", file.strip()).strip("<>").strip()
    if not name:
        raise RequestError("the picture has no file", where=str(place), fix="write ![what it shows](picture.jpg)")
    if "://" in name or name.startswith("data:"):
        raise RequestError(
            "the picture is an address, not a file", where=str(place), fix="download it beside the script"
        )
    return Look(kind="picture", value=name, caption=" ".join(_plain(caption).split()))


def _plain(text: str) -> str:
    """The text without marks of emphasis."""
    return _EMPHASIS.sub(lambda found: found[2] or found[4], text).strip()


def _blanked(comment: re.Match[str]) -> str:
    """A comment's room: what follows it keeps its line and column."""
    return re.sub(r"[^\n]", " ", comment[0])
