"""How well things that were seen match a phrase, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.grounding.colour import COLOURS, likelihood
from sensorium.plugins.grounding.labels import COCO90
from sensorium.plugins.grounding.likelihood import CANDIDATE, UNTOLD, VERIFIED, logistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sensorium.plugins.grounding.order import Order
    from sensorium.plugins.grounding.phrase import Phrase, Place, Relation

DETECTED = (0.42, 0.07)
"""Middle and width of the logistic that makes an EfficientDet-Lite0 score a probability; fitted on 100 VOC pictures
(precision by score: .3 25 %, .4 51 %, .5 81 %, .7 96 %)."""

NOTICEABLE = 0.1


class Thing(NamedTuple):
    """Something seen. `labels` are probabilities by slot of COCO90, or by what was looked for; `colours` (12,) shares;
    `times` (n,) seconds and `boxes` (n, 4) fractions, one row for a picture."""

    labels: Mapping[Any, float]
    colours: NDArray[np.float32]
    times: NDArray[np.float64]
    boxes: NDArray[np.float64]


class Part(NamedTuple):
    """One word's verdict."""

    word: str
    score: float
    seen: str


class Match(NamedTuple):
    """A thing's verdict: the least of its parts, for a conjunction is as true as its weakest member."""

    thing: int
    label: str
    parts: tuple[Part, ...]

    @property
    def score(self) -> float:
        return min(part.score for part in self.parts)

    @property
    def text(self) -> str:
        """What speaks for the match, or, where a part fails, against it."""
        return "; ".join(f"{part.word} {part.score:.2f} ({part.seen})" for part in self.parts)


def match(phrase: Phrase, things: Sequence[Thing]) -> list[Match]:
    """Things that may be of the phrase's kind, best first; those of other kinds are left out."""
    kin = []
    for index, thing in enumerate(things):
        label, score = _label(phrase, thing)
        if score >= NOTICEABLE:
            kin.append((index, label, score))
    areas = {index: _area(things[index]) for index, _, score in kin if score >= 0.25}
    found = []
    for index, label, score in kin:
        thing = things[index]
        parts = [Part(label, score, "detector")]
        parts += [_colour(colour, thing) for colour in phrase.colours]
        if phrase.size:
            parts.append(_size(phrase.size, _area(thing), areas))
        parts += [_place(place, thing) for place in phrase.places]
        if phrase.relation:
            parts.append(_related(*phrase.relation, index, things))
        parts += [Part(word, UNTOLD, "no model here can tell") for word in phrase.unread]
        found.append(Match(index, label, tuple(parts)))
    if phrase.order:
        found = _in_order(phrase.order, found, things)
    return sorted(found, key=lambda m: (-m.score, m.thing))


def _label(phrase: Phrase, thing: Thing) -> tuple[str, float]:
    named = ((p, slot if isinstance(slot, str) else COCO90[slot]) for slot, p in thing.labels.items())
    score, label = max(((p, name) for p, name in named if name in phrase.labels), default=(0.0, ""))
    return label, score


def _colour(colour: str, thing: Thing) -> Part:
    top = sorted(zip(thing.colours.tolist(), COLOURS, strict=True), reverse=True)[:2]
    seen = ", ".join(f"{share:.0%} {word}" for share, word in top)
    return Part(colour, likelihood(colour, thing.colours), seen)


def _area(thing: Thing) -> float:
    size = np.clip(thing.boxes[:, 2:] - thing.boxes[:, :2], 0, None)
    return float(np.median(size.prod(axis=1)))


def _size(size: str, area: float, areas: dict[int, float]) -> Part:
    seen = f"{area:.1%} of the picture"
    if size in ("largest", "smallest"):
        extreme = max(areas.values(), default=area) if size == "largest" else min(areas.values(), default=area)
        return Part(size, 0.95 if area == extreme else 0.1, seen)
    middle = float(np.median(list(areas.values()))) if len(areas) > 1 else 0.05
    width = 0.35 if size == "large" else -0.35
    return Part(size, logistic(float(np.log(max(area, 1e-6) / middle)), 0.0, width), seen)


def _place(place: Place, thing: Thing) -> Part:
    x, y = _centre(thing)
    score = {
        "left": logistic(x, 0.5, -0.07),
        "right": logistic(x, 0.5, 0.07),
        "top": logistic(y, 0.5, -0.07),
        "bottom": logistic(y, 0.5, 0.07),
        "middle": logistic(abs(x - 0.5), 0.2, -0.05),
    }[place]
    return Part(place, score, f"centre at {x:.2f}, {y:.2f}")


def _in_order(order: Order, found: Sequence[Match], things: Sequence[Thing]) -> list[Match]:
    """The matches with the verdict of an order among those that are surely meant, all else considered."""
    counted = [one for one in found if one.score >= VERIFIED] or [one for one in found if one.score >= CANDIDATE]
    centres = {one.thing: _centre(things[one.thing]) for one in counted}
    chosen = order.of(centres)
    seen = f"of {len(counted)} such"
    return [
        one._replace(parts=(*one.parts, Part(str(order), 0.95 if one.thing == chosen else 0.05, seen))) for one in found
    ]


def _centre(thing: Thing) -> tuple[float, float]:
    x, y = ((thing.boxes[:, :2] + thing.boxes[:, 2:]) / 2).mean(axis=0)
    return float(x), float(y)


def _related(relation: Relation, phrase: Phrase, index: int, things: Sequence[Thing]) -> Part:
    best, seen = 0.0, f"no {phrase.text} seen"
    for other in match(phrase, things):
        if other.thing == index:
            continue
        score = min(other.score, holds(relation, things[index], things[other.thing]))
        if score > best:
            best, seen = score, other.text
    return Part(f"{relation} {phrase.text}", best, seen)


def holds(relation: Relation, one: Thing, other: Thing) -> float:
    """Probability that a relation holds at some instant both are seen; the median over them where there are many."""
    boxes, others = _together(one, other)
    if not len(boxes):
        return 0.0
    centre, centre2 = (boxes[:, :2] + boxes[:, 2:]) / 2, (others[:, :2] + others[:, 2:]) / 2
    size, size2 = boxes[:, 2:] - boxes[:, :2], others[:, 2:] - others[:, :2]
    apart = centre - centre2
    reach = (size + size2) / 2
    if relation == "near":
        gap = np.maximum(np.abs(apart) - reach, 0).max(axis=1) / np.maximum(reach.max(axis=1), 1e-6)
        return logistic(float(np.median(gap)), 0.35, -0.1)
    axis = 0 if relation in ("left of", "right of") else 1
    sign = -1.0 if relation in ("left of", "above") else 1.0
    return logistic(float(np.median(sign * apart[:, axis] / np.maximum(reach[:, axis], 1e-6))), 0.25, 0.1)


def _together(one: Thing, other: Thing) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    start, end = max(one.times[0], other.times[0]), min(one.times[-1], other.times[-1])
    times = one.times[(one.times >= start) & (one.times <= end)]
    if start > end or not len(times):
        return np.zeros((0, 4)), np.zeros((0, 4))
    rows = []
    for thing in (one, other):
        rows.append(np.stack([np.interp(times, thing.times, thing.boxes[:, side]) for side in range(4)], axis=1))
    return rows[0], rows[1]
