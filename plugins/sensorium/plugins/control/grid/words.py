"""Reading a grid instruction, in English or Chinese, into an order: what to do with which thing, and where it lies."""

from __future__ import annotations

import re
from typing import NamedTuple

from sensorium.plugins.control.grid.vocabulary import COLOURS, PLACES, THINGS, VERBS

_VERBS = {
    "go to": r"\b(?:go(?:ing)?|walk|move|drive|get|head|navigate)\s+(?:over\s+)?to\b|\b(?:reach|find|approach)\b"
    r"|走到|走向|去到|前往|到达|找到|去|走",
    "pick up": r"\bpick(?:ing)?\b.*\bup\b|\bpick\b|\bgrab\b|\btake\b|\bcollect\b|捡起|拾起|拿起|拿|捡|取",
    "open": r"\bopen(?:ing)?\b|打开|开",
}
_COLOURS = {
    "red": r"\bred\b|红",
    "green": r"\bgreen\b|绿",
    "blue": r"\bblue\b|蓝",
    "purple": r"\bpurple\b|\bviolet\b|紫",
    "yellow": r"\byellow\b|黄",
    "grey": r"\bgr[ea]y\b|灰",
}
_THINGS = {
    "door": r"\bdoors?\b|门",
    "key": r"\bkeys?\b|钥匙",
    "ball": r"\bballs?\b|球",
    "box": r"\bbox(?:es)?\b|箱|盒",
}
_PLACES = {
    "in front": r"\bin front\b|\bahead\b|前面|前方",
    "behind": r"\bbehind\b|后面|后方|身后|背后",
    "left": r"\b(?:on|to) (?:your|the|my) left\b|左边|左侧|左面",
    "right": r"\b(?:on|to) (?:your|the|my) right\b|右边|右侧|右面",
}
_ANYTHING = re.compile(r"\b(?:object|thing|item)s?\b|东西|物体")
_BEYOND = re.compile(r"\bnext to\b|\bthen\b|\bafter you\b|\band (?:go|pick|open|put)\b|\bput\b|旁边|然后|再|放")


class Order(NamedTuple):
    """Indices into VERBS, COLOURS, THINGS and PLACES; None where the instruction leaves it open."""

    verb: int
    colour: int | None
    thing: int | None
    place: int | None

    def __str__(self) -> str:
        colour = "" if self.colour is None else f"{COLOURS[self.colour]} "
        thing = "thing" if self.thing is None else THINGS[self.thing]
        place = "" if self.place is None else f" ({PLACES[self.place]})"
        return f"{VERBS[self.verb]} the {colour}{thing}{place}"

    @property
    def slots(self) -> tuple[int, int, int, int]:
        """Rows of the text encoder's four tables; 0 is "left open"."""
        colour, thing, place = (0 if each is None else each + 1 for each in (self.colour, self.thing, self.place))
        return self.verb, colour, thing, place


def read_order(instruction: str) -> Order | None:
    """The order an instruction gives; None where it names nothing of a grid world or asks for more than one act."""
    said = " ".join(instruction.lower().split())
    verb, thing = _first(_VERBS, said), _first(_THINGS, said)
    if _BEYOND.search(said) or verb is None or (thing is None and not _ANYTHING.search(said)):
        return None
    return Order(verb, _first(_COLOURS, said), thing, _first(_PLACES, said))


def _first(patterns: dict[str, str], said: str) -> int | None:
    """The number of the pattern met first in the words."""
    met = [(found.start(), i) for i, pattern in enumerate(patterns.values()) if (found := re.search(pattern, said))]
    return min(met)[1] if met else None
