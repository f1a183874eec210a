"""Order words: "the second car from the right", "the leftmost dog"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Side = Literal["left", "right", "top", "bottom"]

NUMBERS: dict[str, int] = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "ninth": 9, "9th": 9, "tenth": 10,
    "10th": 10, "last": -1,
}  # fmt: skip
UTMOST: dict[str, Side] = {
    "leftmost": "left", "rightmost": "right", "topmost": "top", "uppermost": "top", "highest": "top",
    "bottommost": "bottom", "lowest": "bottom",
}  # fmt: skip
COUNTED = re.compile(
    rf"\b({'|'.join(NUMBERS)})\b(.*?)\b(?:from|counting from|on from)\s+(?:the\s+)?(left|right|top|bottom)\b"
)
ENDMOST = re.compile(rf"\b({'|'.join(UTMOST)})\b")


class Order(NamedTuple):
    """The `nth` from a side, counted from 1; -1 is the last."""

    nth: int
    side: Side

    def of(self, centres: Mapping[int, tuple[float, float]]) -> int | None:
        """Which of things by their centres (x, y) is meant; None where there are too few."""
        axis, sign = (0 if self.side in ("left", "right") else 1), (-1 if self.side in ("right", "bottom") else 1)
        ranked = sorted(centres, key=lambda thing: (sign * centres[thing][axis], thing))
        place = self.nth - 1 if self.nth > 0 else self.nth
        return ranked[place] if -len(ranked) <= place < len(ranked) else None

    def __str__(self) -> str:
        return f"{'last' if self.nth < 0 else f'number {self.nth}'} from the {self.side}"


def take_order(words: str) -> tuple[str, Order | None]:
    """A phrase in lower case without its order, and the order."""
    if found := COUNTED.search(words):
        return words[: found.start()] + found[2] + words[found.end() :], Order(NUMBERS[found[1]], _side(found[3]))
    if found := ENDMOST.search(words):
        return words[: found.start()] + words[found.end() :], Order(1, UTMOST[found[1]])
    return words, None


def _side(word: str) -> Side:
    sides: dict[str, Side] = {"left": "left", "right": "right", "top": "top", "bottom": "bottom"}
    return sides[word]
