"""One and the same line, seen at one instant after another, made into one line that lasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sensorium.core.values import Box, TimeSpan
from sensorium.plugins.ocr.lines import SeenLine
from sensorium.plugins.ocr.matching import words
from sensorium.plugins.speech.matching import best_match, letters

GAP = 2.0
"""Seconds a line may go unread and still be the same."""

SAME_PLACE, SAME_TEXT = 0.4, 0.6
NEAR = 0.15
"""How far, in the picture's width or height, a line with the very same text may have moved within a step."""


@dataclass
class Lasting:
    """A line through time. Its text is what was read most, by score; its box where that was read best."""

    seen: list[SeenLine] = field(default_factory=list)

    @property
    def span(self) -> TimeSpan:
        return TimeSpan(start=self.seen[0].span.start, end=self.seen[-1].span.end)

    @property
    def best(self) -> SeenLine:
        """The surest reading of the text read most."""
        worth: dict[str, float] = defaultdict(float)
        for line in self.seen:
            worth[line.text] += line.score * max(line.span.seconds, 1e-3)
        text = max(worth, key=lambda each: worth[each])
        return max((line for line in self.seen if line.text == text), key=lambda line: line.score)


def merged(lines: Sequence[SeenLine]) -> list[Lasting]:
    """The lasting lines of one shot, from its lines in order of time; in order of their beginning."""
    open_lines: list[Lasting] = []
    done: list[Lasting] = []
    for now in _instants(lines):
        start = now[0].span.start
        done += [each for each in open_lines if start - each.span.end > GAP]
        open_lines = [each for each in open_lines if start - each.span.end <= GAP]
        free = list(open_lines)
        for line in now:
            known = max(free, key=lambda each: _likeness(each.seen[-1], line), default=None)
            if known is not None and _likeness(known.seen[-1], line) > 0:
                known.seen.append(line)
                free.remove(known)
            else:
                open_lines.append(Lasting([line]))
    return sorted([*done, *open_lines], key=lambda each: each.span.start)


def box_of(line: SeenLine) -> Box:
    """The upright box round a line."""
    xs, ys = [x for x, _ in line.corners], [y for _, y in line.corners]
    return Box(x0=min(xs), y0=min(ys), x1=max(xs), y1=max(ys))


def _instants(lines: Iterable[SeenLine]) -> Iterable[list[SeenLine]]:
    now: list[SeenLine] = []
    for line in lines:
        if now and line.span.start != now[0].span.start:
            yield now
            now = []
        now.append(line)
    if now:
        yield now


def _likeness(one: SeenLine, other: SeenLine) -> float:
    """How surely two readings are of one line; 0 where they are of two."""
    place = box_of(one).iou(box_of(other))
    if letters(one.text) == letters(other.text):
        (x, y), (x2, y2) = box_of(one).centre, box_of(other).centre
        near = abs(x - x2) <= NEAR and abs(y - y2) <= NEAR
        return 1 + place if near else 0.0
    if place < SAME_PLACE:
        return 0.0
    match = best_match(one.text, words(other.text))
    return place * match.score if match is not None and match.score >= SAME_TEXT else 0.0
