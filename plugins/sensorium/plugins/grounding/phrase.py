"""What a noun phrase asks for: "the largest red car on the left" as labels, colours, size, place and relations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from sensorium.core.errors import RequestError
from sensorium.plugins.grounding.labels import LABELS
from sensorium.plugins.grounding.order import Order, take_order
from sensorium.plugins.grounding.vocabulary import MOST_WORDS, labels_of

Size = Literal["large", "small", "largest", "smallest"]
Place = Literal["left", "right", "top", "bottom", "middle"]
Relation = Literal["near", "left of", "right of", "above", "below"]

COLOUR_WORDS: dict[str, str] = {
    "red": "red", "scarlet": "red", "crimson": "red", "maroon": "red", "orange": "orange", "yellow": "yellow",
    "gold": "yellow", "golden": "yellow", "green": "green", "blue": "blue", "navy": "blue", "cyan": "blue",
    "turquoise": "blue", "purple": "purple", "violet": "purple", "pink": "pink", "magenta": "pink", "brown": "brown",
    "beige": "brown", "tan": "brown", "white": "white", "silver": "silver", "silvery": "silver", "grey": "grey",
    "gray": "grey", "black": "black",
}  # fmt: skip

SIZE_WORDS: dict[str, Size] = {
    "big": "large", "large": "large", "huge": "large", "giant": "large", "tall": "large", "small": "small",
    "little": "small", "tiny": "small", "short": "small", "biggest": "largest", "largest": "largest",
    "tallest": "largest", "nearest": "largest", "closest": "largest", "smallest": "smallest", "tiniest": "smallest",
    "farthest": "smallest", "furthest": "smallest",
}  # fmt: skip

PLACE_WORDS: dict[str, Place] = {
    "left": "left", "left-hand": "left", "right": "right", "right-hand": "right", "top": "top",
    "upper": "top", "bottom": "bottom", "lower": "bottom", "middle": "middle",
    "centre": "middle", "center": "middle", "central": "middle",
}  # fmt: skip

RELATIONS: tuple[tuple[str, Relation], ...] = (
    ("to the left of", "left of"), ("left of", "left of"), ("to the right of", "right of"), ("right of", "right of"),
    ("on top of", "above"), ("above", "above"), ("over", "above"), ("below", "below"), ("under", "below"),
    ("beneath", "below"), ("next to", "near"), ("close to", "near"), ("in front of", "near"), ("beside", "near"),
    ("near", "near"), ("behind", "near"), ("by", "near"), ("holding", "near"), ("carrying", "near"),
    ("riding", "near"), ("walking", "near"), ("pushing", "near"), ("driving", "near"), ("with", "near"),
    ("on", "near"), ("in", "near"),
)  # fmt: skip

PLACE_FRAMES = re.compile(
    r"\b(?:on|in|at|to|towards?)\s+(?:the\s+)?(left|right|top|bottom|middle|centre|center)(?:[- ]hand)?(?:\s+side)?"
    r"(?!\s+of\s+(?:the|a|an)\s+(?!picture|image|frame|screen|photo|video|scene))"
    r"(?:\s+of\s+the\s+(?:picture|image|frame|screen|photo|video|scene))?\b"
)
WEARING = re.compile(rf"\b(?:in|wearing|dressed in)\s+(?:an?\s+)?(?:all\s+)?({'|'.join(COLOUR_WORDS)})\b")
CLOTHES = frozenset({
    "clothes", "clothing", "jacket", "coat", "shirt", "t-shirt", "tshirt", "dress", "top", "sweater", "hoodie", "suit",
    "trousers", "pants", "skirt", "jumper",
})  # fmt: skip
FILLER = frozenset({
    "a", "an", "the", "some", "any", "all", "every", "each", "one", "two", "three", "four", "five", "six", "of", "that",
    "this", "these", "those", "is", "are", "being", "there", "side", "hand", "coloured", "colored", "same", "other",
    "only", "and", "or", "who", "which", "picture", "image", "frame", "screen", "photo", "video", "scene", "road",
    "street", "ground", "visible", "clothes", "clothing",
})  # fmt: skip
PREPOSITIONS = frozenset({"in", "on", "at", "with", "wearing", "from", "to"})


@dataclass(frozen=True)
class Phrase:
    """A noun phrase read. `unread` are words whose truth no model here can tell: they leave a match a candidate."""

    text: str
    labels: frozenset[str]
    colours: tuple[str, ...] = ()
    size: Size | None = None
    places: tuple[Place, ...] = ()
    relation: tuple[Relation, Phrase] | None = None
    order: Order | None = None
    unread: tuple[str, ...] = field(default=())

    @property
    def plain(self) -> bool:
        """Whether the noun alone decides."""
        return not (self.colours or self.size or self.places or self.relation or self.order or self.unread)


@lru_cache(maxsize=512)
def parse(text: str) -> Phrase:
    """Read an English noun phrase. Raises RequestError where no noun of it is known."""
    words = re.sub(r"[^\w\s'-]", " ", text.lower()).strip()
    head, relation = _split_relation(words)
    head, order = take_order(head)
    head, places = take_places(head)
    head, colours = _take_clothing(head)
    return replace(_read_head(text, head, colours, places, relation), order=order)


def _split_relation(words: str) -> tuple[str, tuple[Relation, Phrase] | None]:
    for marker, relation in RELATIONS:
        found = re.search(rf"\s{marker}\s+(.+)$", words)
        if not found or not _nouns(words[: found.start()]):
            continue
        if PLACE_FRAMES.match(words[found.start() + 1 :]) and marker in ("on", "in"):
            continue
        if _nouns(found[1]):
            return words[: found.start()], (relation, parse(found[1]))
    return words, None


def take_places(words: str) -> tuple[str, tuple[Place, ...]]:
    places: tuple[Place, ...] = tuple(PLACE_WORDS[str(found[1])] for found in PLACE_FRAMES.finditer(words))
    left: str = PLACE_FRAMES.sub(" ", words)
    return left, places


def _take_clothing(words: str) -> tuple[str, tuple[str, ...]]:
    colours = tuple(COLOUR_WORDS[found[1]] for found in WEARING.finditer(words))
    return WEARING.sub(" ", words), colours


def _nouns(words: str) -> list[tuple[int, int, frozenset[str]]]:
    """Known nouns as (first word, one past the last, labels), the longest at each place."""
    split = words.split()
    found: list[tuple[int, int, frozenset[str]]] = []
    at = 0
    while at < len(split):
        for length in range(min(MOST_WORDS, len(split) - at), 0, -1):
            labels = labels_of(" ".join(split[at : at + length]))
            if labels and not (split[at] == "orange" and length == 1 and at + 1 < len(split)):
                found.append((at, at + length, labels))
                at += length - 1
                break
        at += 1
    return found


def _read_head(
    text: str,
    words: str,
    colours: tuple[str, ...],
    places: tuple[Place, ...],
    relation: tuple[Relation, Phrase] | None,
) -> Phrase:
    nouns = _nouns(words)
    if not nouns:
        raise RequestError(
            f"no thing I can see is named in {text!r}",
            where="phrase",
            fix="name one of: " + ", ".join(LABELS) + "; or person, vehicle, animal, food, furniture ...",
        )
    joined = re.search(r"\bor\b|\band\b", words) is not None
    labels = frozenset().union(*(noun[2] for noun in nouns)) if joined else nouns[-1][2]
    taken = {at for first, end, _ in nouns for at in range(first, end)}
    size: Size | None = None
    unread = []
    for at, word in enumerate(words.split()):
        if at in taken or word in FILLER:
            continue
        if word in COLOUR_WORDS:
            colours = (*colours, COLOUR_WORDS[word])
        elif word in SIZE_WORDS:
            size = SIZE_WORDS[word]
        elif word in PLACE_WORDS:
            places = (*places, PLACE_WORDS[word])
        elif not (word in CLOTHES and colours):
            unread.append(word)
    if set(unread) <= PREPOSITIONS:
        unread = []
    return Phrase(text, labels, tuple(dict.fromkeys(colours)), size, places, relation, unread=tuple(unread))
