"""What is told of a picture or a shot: things by kind, what surrounds them, what is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sensorium.core.values import Box

MOST_KINDS = 4
MOST_WORDS = 3
WITHIN = 0.8
"""Share of a pet's box that must lie in a seat's for it to be on the seat."""

INDOORS = frozenset({
    "chair", "couch", "bed", "dining table", "tv", "laptop", "keyboard", "mouse", "refrigerator", "oven", "microwave",
    "toilet", "sink", "book", "vase", "potted plant", "remote",
})  # fmt: skip
"""Things that make sky and grass doubtful: a wall, a carpet."""

MOUNTS = frozenset({"horse", "bicycle", "motorcycle", "elephant"})
SEATS = frozenset({"couch", "chair", "bed", "bench"})
PETS = frozenset({"cat", "dog"})


@dataclass(frozen=True)
class Item:
    """One thing: its kind, the colour it is called by where one is sure, what it does in a film."""

    label: str
    box: Box
    score: float
    colour: str = ""
    doing: str = ""


@dataclass(frozen=True)
class Group:
    """Things of one kind that are told together; `on` is the kind they are on."""

    label: str
    items: tuple[Item, ...]
    on: str = ""

    @property
    def colour(self) -> str:
        """The colour all of them have, or none."""
        colours = {item.colour for item in self.items}
        return colours.pop() if len(colours) == 1 else ""

    @property
    def doing(self) -> str:
        return self.items[0].doing if len(self.items) == 1 else ""


@dataclass(frozen=True)
class Scene:
    """What a sentence is made of. `sky` is its colour, empty where there is none; `words` are lines of writing."""

    groups: tuple[Group, ...] = ()
    sky: str = ""
    grass: bool = False
    words: tuple[str, ...] = ()
    score: float = 0.0
    items: tuple[Item, ...] = field(default=())


def composed(items: Sequence[Item], sky: str, grass: bool, words: Sequence[str]) -> Scene:
    """The scene of what is surely seen; the largest kinds come first and no more than a few are told."""
    kinds: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        kinds[item.label, _beneath(item, items)].append(item)
    groups = [Group(label, tuple(each), on) for (label, on), each in kinds.items()]
    told = sorted(groups, key=_weight, reverse=True)[:MOST_KINDS]
    outdoors = not INDOORS & {item.label for item in items}
    scores = [item.score for group in told for item in group.items] or [0.2]
    return Scene(
        groups=tuple(told),
        sky=sky if outdoors else "",
        grass=grass and outdoors,
        words=tuple(dict.fromkeys(words))[:MOST_WORDS],
        score=min(scores),
        items=tuple(items),
    )


def _weight(group: Group) -> float:
    """How much of the picture a kind takes; people are looked at first."""
    area = sum(item.box.area for item in group.items)
    return (area + 0.02) * (2.0 if group.label == "person" else 1.0)


def _beneath(item: Item, items: Sequence[Item]) -> str:
    """What the thing sits on: a person a mount, a pet a seat; empty for most."""
    for other in items:
        if item.label == "person" and other.label in MOUNTS and _rides(item.box, other.box):
            return other.label
        if item.label in PETS and other.label in SEATS and _shared(item.box, other.box) >= WITHIN:
            return other.label
    return ""


def _rides(person: Box, mount: Box) -> bool:
    x, y = person.centre
    upright = y < mount.centre[1] and person.y0 < mount.y0 + 0.25 * (mount.y1 - mount.y0)
    middle = mount.x0 + 0.15 * (mount.x1 - mount.x0) < x < mount.x1 - 0.15 * (mount.x1 - mount.x0)
    return upright and middle and person.y1 < mount.y1 and _shared(person, mount) > 0.4


def _shared(one: Box, other: Box) -> float:
    """Share of the first box that lies in the other."""
    width, height = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, width) * max(0.0, height) / max(one.area, 1e-9)
