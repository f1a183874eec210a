"""What a question asks for, whatever its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "count", "presence", "colour", "where", "side", "beside", "holds", "text", "when", "larger", "is larger", "sort", "act",
]  # fmt: skip
Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Question:
    """`thing`, `other` are English noun phrases; `relation` is one that noun phrases know ("left of").

    count, presence, colour, where   of `thing`
    side      which of `relation`'s ends ("left of" or "right of") `thing` lies at, of `other` or, without, of the picture
    beside    what stands in `relation` to `thing`
    holds     whether `thing` stands in `relation` to `other`
    text      what is written, on `thing` where it is named
    when      at what times `thing` is seen
    larger    which of `thing` and `other` is the larger one, or the smaller where `relation` says so
    is larger whether `thing` is larger (or smaller) than `other`
    sort      which member of the class `thing` ("animal") is seen
    act       what `thing` is `relation` ("holding", "riding")
    """

    kind: Kind
    thing: str = ""
    other: str = ""
    relation: str = ""
    language: Language = "en"
