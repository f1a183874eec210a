"""Order words: "the second car from the right", "the leftmost dog", "the second largest bird"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

By = Literal["left", "right", "top", "bottom", "largest", "smallest"]

NUMBERS: dict[str, int] = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "last": -1,
}  # fmt: skip
NAMES = {number: word for word, number in reversed(NUMBERS.items())}
UTMOST: dict[str, By] = {
    "leftmost": "left", "rightmost": "right", "topmost": "top", "uppermost": "top", "highest": "top",
    "bottommost": "bottom", "lowest": "bottom", "largest": "largest", "biggest": "largest", "tallest": "largest",
    "nearest": "largest", "closest": "largest", "smallest": "smallest", "tiniest": "smallest", "farthest": "smallest",
    "furthest": "smallest",
}  # fmt: skip
"""Nearest and farthest go by size: of things of one kind the near ones look large."""

SIDES: dict[str, By] = {"left": "left", "right": "right", "top": "top", "bottom": "bottom"}
_NTH = "|".join(NUMBERS)
COUNTED = re.compile(rf"\b({_NTH})\b(.*?)\b(?:from|counting from|on from) (?:the )?({'|'.join(SIDES)})\b(?: side)?")
ENDMOST = re.compile(rf"\b(?:({_NTH})[ -])?({'|'.join(UTMOST)})\b")


class Order(NamedTuple):
    """The `nth`, from 1, of all that the rest of a phrase describes, from a side or by size; -1 is the last."""

    nth: int
    by: By

    def chosen(self, length: int) -> int | None:
        """The place, from 0, in a row of that length; None where the row is too short."""
        place = self.nth - 1 if self.nth > 0 else length + self.nth
        return place if 0 <= place < length else None

    def __str__(self) -> str:
        by = self.by if self.by in ("largest", "smallest") else f"{self.by}most"
        return by if self.nth == 1 else f"{NAMES[self.nth]}-{by}"


def take_order(words: str) -> tuple[str, Order | None]:
    """A phrase in lower case without its order, and the order."""
    if found := COUNTED.search(words):
        return f"{words[: found.start()]}{found[2]}{words[found.end() :]}", Order(NUMBERS[found[1]], SIDES[found[3]])
    if found := ENDMOST.search(words):
        order = Order(NUMBERS[found[1]] if found[1] else 1, UTMOST[found[2]])
        return f"{words[: found.start()]}{words[found.end() :]}", order
    return words, None
