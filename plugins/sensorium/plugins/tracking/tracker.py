"""Linking sightings into tracks.

The association of ByteTrack (Zhang et al., ECCV 2022): sure sightings first, faint ones for what is left, each by the
Hungarian method. It is our own because sightings come at uneven instants (four or eight a second, none while nothing
changes), boxes must be carried along with the camera between them, and ids must not depend on what the process
tracked before; norfair counts frames and ids per process, trackers and supervision bring a second OpenCV.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.plugins.grounding.labels import ANIMALS, COCO90, VEHICLES
from sensorium.plugins.tracking.scene import KNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.tracking.sightings import Instant, Sighting

SURE = 0.3
BEGINS = 0.35
LOST_AFTER = 1.1
FARTHEST, STRAYING = 0.4, 1.4
FARTHEST_AT_FIRST = 1.0
"""How far from where it was expected a thing may be, in half diagonals, at once and more each second it is unseen; a
new one has shown no speed yet."""

DEAREST = 0.85
FAINT_DEAREST = 0.6
SINGLE = 0.55
TWICE = 0.7
"""Share of the smaller of two boxes that lies in the larger, from which they are one thing's."""


def family(slot: int) -> str:
    """Labels of one family may be one thing: a van is now a car, now a truck, and from above a phone."""
    label = COCO90[slot]
    if label in VEHICLES or label == "cell phone":
        return "vehicle"
    return "animal" if label in ANIMALS else label


@dataclass
class Trail:
    """A track in the making.

    `box` is (x, y, width, height) of the centre, in picture widths from the middle, `speed` its change a second with
    the sizes' as logarithms. `opens` is when its shot began, `closes` when the shot ended while it was in sight.
    """

    number: int
    box: NDArray[np.float64]
    speed: NDArray[np.float64]
    seen: float
    path: list[tuple[float, NDArray[np.float32], float]] = field(default_factory=list)
    labels: list[dict[int, float]] = field(default_factory=list)
    colours: list[NDArray[np.floating[Any]]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    families: set[str] = field(default_factory=set)
    shot: int = 0
    opens: float = 0.0
    closes: float | None = None

    def add(self, sighting: Sighting, box: NDArray[np.float64]) -> None:
        best = max(sighting.labels.values(), default=0.0)
        self.path.append((sighting.time, sighting.box, best))
        self.labels.append(sighting.labels)
        self.colours.append(sighting.colours)
        self.weights.append(best * float(np.sqrt(max(box[2] * box[3], 1e-6))))
        self.families |= families(sighting)
        self.seen = sighting.time
        self.box = box

    @property
    def patience(self) -> float:
        """Seconds it may be out of sight."""
        return LOST_AFTER if len(self.path) > 2 else LOST_AFTER / 2

    @property
    def credible(self) -> bool:
        """Seen twice, or once but clearly."""
        return len(self.path) >= 2 or self.path[0][2] >= SINGLE


def families(sighting: Sighting) -> set[str]:
    """The families a sighting may belong to."""
    top = max(sighting.labels.values(), default=0.0)
    return {family(slot) for slot, score in sighting.labels.items() if score >= 0.4 * top}


class Tracker:
    """Follows things through one shot, `number` from 0, that begins at `opens` seconds.

    Feed it instants in order, `drain` the trails that end, `flush` the rest.
    """

    def __init__(self, number: int = 0, opens: float = 0.0) -> None:
        self.live: list[Trail] = []
        self.ended: list[Trail] = []
        self.shot = number
        self._count = 0
        self._opened = opens
        self._last_time: float | None = None
        self._last_step: NDArray[np.float32] | None = None

    def feed(self, instant: Instant) -> None:
        """Carry the trails to this instant and, where it was looked at, link what was seen."""
        self._carry(instant)
        if instant.sightings is None:
            return
        placed = [(sighting, _centred(sighting.box, instant.aspect)) for sighting in instant.sightings]
        free = list(self.live)
        sure = [item for item in placed if max(item[0].labels.values(), default=0.0) >= SURE]
        faint = [item for item in placed if max(item[0].labels.values(), default=0.0) < SURE]
        free, left = self._link(free, sure, DEAREST, instant.time)
        self._link(free, faint, FAINT_DEAREST, instant.time)
        for sighting, box in left:
            if max(sighting.labels.values(), default=0.0) >= BEGINS and not self._again(sighting, box):
                self._begin(sighting, box)
        self._retire(instant.time)

    def flush(self, time: float) -> None:
        """End every trail: the shot is over at `time`."""
        for trail in self.live:
            trail.closes = time
        self.ended += [trail for trail in self.live if trail.credible]
        self.live = []

    def drain(self) -> list[Trail]:
        """The trails that ended since the last call."""
        ended, self.ended = self.ended, []
        return ended

    def _carry(self, instant: Instant) -> None:
        lapse = 0.0 if self._last_time is None else instant.time - self._last_time
        # The first step leads here from another shot.
        if self._last_time is not None and instant.step[-1] >= KNOWN:
            self._last_step = instant.step
        self._last_time = instant.time
        step = self._last_step
        for trail in self.live:
            if step is not None:
                _pan(trail.box, step)
            trail.box[:2] += trail.speed[:2] * lapse
            trail.box[2:] *= np.exp(np.clip(trail.speed[2:] * lapse, -0.3, 0.3))

    def _link(
        self,
        free: list[Trail],
        seen: list[tuple[Sighting, NDArray[np.float64]]],
        dearest: float,
        time: float,
    ) -> tuple[list[Trail], list[tuple[Sighting, NDArray[np.float64]]]]:
        from scipy.optimize import linear_sum_assignment

        if not free or not seen:
            return free, seen
        costs = np.array([[_cost(trail, *item) for item in seen] for trail in free])
        rows, columns = linear_sum_assignment(np.minimum(costs, dearest))
        taken_rows, taken_columns = set(), set()
        for row, column in zip(rows, columns, strict=True):
            if costs[row, column] < dearest:
                sighting, box = seen[column]
                _update(free[row], sighting, box, time)
                taken_rows.add(row)
                taken_columns.add(column)
        return (
            [trail for row, trail in enumerate(free) if row not in taken_rows],
            [item for column, item in enumerate(seen) if column not in taken_columns],
        )

    def _again(self, sighting: Sighting, box: NDArray[np.float64]) -> bool:
        """Whether this is a second box of a thing that was seen at this instant: its better half, or too much of it."""
        return any(
            trail.seen == sighting.time and trail.families & families(sighting) and _covers(trail.box, box) > TWICE
            for trail in self.live
        )

    def _begin(self, sighting: Sighting, box: NDArray[np.float64]) -> None:
        self._count += 1
        trail = Trail(self._count, box, np.zeros(4), sighting.time, shot=self.shot, opens=self._opened)
        trail.add(sighting, box)
        self.live.append(trail)

    def _retire(self, time: float) -> None:
        lost = [trail for trail in self.live if time - trail.seen > trail.patience]
        self.ended += [trail for trail in lost if trail.credible]
        self.live = [trail for trail in self.live if time - trail.seen <= trail.patience]


def _centred(box: NDArray[np.float32], aspect: float) -> NDArray[np.float64]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return np.array(
        [(x0 + x1) / 2 - 0.5, ((y0 + y1) / 2 - 0.5) / aspect, max(x1 - x0, 1e-4), max(y1 - y0, 1e-4) / aspect]
    )


def _pan(box: NDArray[np.float64], step: NDArray[np.float32]) -> None:
    right, down, grow, roll = (float(value) for value in step[:4])
    x, y = box[:2]
    box[0] += right + grow * x - roll * y
    box[1] += down + grow * y + roll * x
    box[2:] *= 1.0 + grow


def _shared(one: NDArray[np.float64], two: NDArray[np.float64]) -> float:
    apart = np.abs(one[:2] - two[:2])
    return float(np.clip((one[2:] + two[2:]) / 2 - apart, 0, np.minimum(one[2:], two[2:])).prod())


def _covers(one: NDArray[np.float64], two: NDArray[np.float64]) -> float:
    return _shared(one, two) / float(min(one[2:].prod(), two[2:].prod()))


def _cost(trail: Trail, sighting: Sighting, box: NDArray[np.float64]) -> float:
    """0 for the same box, over 1 for what cannot be the same thing."""
    kinds = families(sighting)
    alike = bool(trail.families & kinds)
    if not alike and "person" in trail.families | kinds:
        return 9.0
    apart = np.abs(trail.box[:2] - box[:2])
    shared = _shared(trail.box, box)
    union = trail.box[2:].prod() + box[2:].prod() - shared
    near = float(np.hypot(*apart)) / float(np.hypot(*(trail.box[2:] + box[2:])) / 2)
    size = float(np.abs(np.log(trail.box[2:].prod() / box[2:].prod()))) / 2
    farthest = FARTHEST + STRAYING * (sighting.time - trail.seen) if len(trail.path) > 2 else FARTHEST_AT_FIRST
    if near > farthest or size > 0.7:
        return 9.0
    paint = float(np.abs(trail.colours[-1].astype(np.float32) - sighting.colours).sum()) / 2
    return 0.55 * (1.0 - float(shared / union)) + 0.3 * near + 0.2 * size + 0.15 * paint + (0.0 if alike else 0.2)


def _update(trail: Trail, sighting: Sighting, box: NDArray[np.float64], time: float) -> None:
    lapse = max(time - trail.seen, 1e-3)
    carried = trail.box
    drift = np.concatenate([box[:2] - carried[:2], np.log(box[2:] / carried[2:])]) / lapse
    gain = 0.6 if len(trail.path) < 3 else 0.35
    trail.speed = trail.speed + gain * drift
    trail.speed[2:] = np.clip(trail.speed[2:], -1.5, 1.5)
    trail.add(sighting, box)
