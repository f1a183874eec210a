"""Turns: changes of heading that path, viewpoint and bearing agree on.

The heading comes from the path with the camera removed. It alone would believe a camera that lost its footing, so
that of a vehicle, whose box changes shape when it shows another side, the viewpoint must change too, unless the
change of bearing hides it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.grounding.labels import VEHICLES
from sensorium.plugins.motion.excursion import Excursion, excursions

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sensorium.plugins.motion.heading import Headings
    from sensorium.plugins.motion.trajectory import Trajectory

LEAST = {True: 18.0, False: 60.0}
"""Degrees from which a change of heading is a turn, for vehicles and for what walks, which sways and wavers."""

WAVER = {True: 1.0, False: 2.0}
"""Errors of what walks are more than the boxes' own: limbs swing, one hides another."""

SLACK = 5.0
LENS_DOUBT = 0.12
"""Relative error of the focal length: so much of the bearing panned over may be missing from the heading."""

NOTED = 8.0
LEAD = 0.25
"""Seconds by which steering in goes before the path shows it, and straightening out comes after."""

FLIP = math.radians(100)
GAP = 0.8
TOGETHER = 1.0
SAME_VIEW = 1.12
OTHER_VIEW = 1.25
SIDEWAYS = 2.0
SAME_SIDE = {False: 25.0, True: 75.0}
"""Degrees a vehicle may turn and still be as wide for its height: many where its side is seen, about which a box hardly
changes, few where its ends or a slant are."""

SLOWEST = 4.0
"""Degrees a second under which a heading drifts rather than turns."""

TINY = 0.03
CLEAR = 1.8
STRAYS = 1.0
GROWS = 1.3
UNSURE = 0.45
UNSEEN = 0.3


class Turn(NamedTuple):
    """A manoeuvre.

    `degrees` turned, to the left where positive, as seen from above; `views` the box's width over height before and
    after; `changed` the ratio of its extremes; `score` the probability that it is a turn.
    """

    start: float
    end: float
    degrees: float
    error: float
    views: tuple[float, float]
    score: float
    changed: float

    @property
    def doubted(self) -> Turn:
        """The turn as the path alone tells it where the camera was caught out: no more than a candidate."""
        return self._replace(score=min(self.score, UNSURE))

    @property
    def side(self) -> str:
        return "left" if self.degrees > 0 else "right"

    @property
    def text(self) -> str:
        return (
            f"heading changed {abs(self.degrees):.0f}±{self.error:.0f} degrees to its {self.side}; "
            f"width over height {self.views[0]:.1f} to {self.views[1]:.1f}"
        )


def turns(path: Trajectory, heads: Headings, label: str) -> list[Turn]:
    """Turns of one thing in order of time, down to faint ones."""
    vehicle = label in VEHICLES
    found: list[Turn] = []
    for run in _runs(heads):
        changes = excursions(
            heads.times[run],
            np.degrees(heads.angle[run]),
            np.degrees(heads.error[run]),
            NOTED,
            None if path.above else _lens_drift(np.degrees(np.unwrap(path.bearing[run]))),
        )
        found += [_turn(change, path, vehicle) for change in _manoeuvres(changes)]
    if any(turn.score == UNSEEN for turn in found):
        found = [turn if turn.changed >= OTHER_VIEW else turn.doubted for turn in found]
    return found


def _runs(heads: Headings) -> list[NDArray[np.int64]]:
    """Stretches of samples whose headings follow one another; nothing reverses within an eighth of a second."""
    sure = np.flatnonzero(np.isfinite(heads.error))
    if len(sure) < 2:
        return []
    breaks = (np.diff(heads.times[sure]) > GAP) | (np.abs(np.diff(heads.angle[sure])) > FLIP)
    return [run for run in np.split(sure, np.flatnonzero(breaks) + 1) if len(run) > 1]


def _lens_drift(bearing: NDArray[np.float64]) -> Callable[[int, NDArray[np.int64]], NDArray[np.float64]]:
    def drift(i: int, js: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(LENS_DOUBT * np.abs(bearing[js] - bearing[i]))

    return drift


def _manoeuvres(changes: list[Excursion]) -> list[Excursion]:
    """Neighbouring changes to one side are one turn; a lesser one to the other side is the way into it or out of it."""
    kept = list(changes)
    at = 0
    while at < len(kept) - 1:
        before, after = kept[at], kept[at + 1]
        same = before.change * after.change > 0
        lesser, greater = sorted((abs(before.change), abs(after.change)))
        if after.start - before.end <= TOGETHER and (same or lesser < 0.5 * greater):
            kept[at : at + 2] = [_joined(before, after, same)]
            at = max(0, at - 1)
        else:
            at += 1
    return kept


def _joined(before: Excursion, after: Excursion, same: bool) -> Excursion:
    main = before if abs(before.change) >= abs(after.change) else after
    change = before.change + after.change if same else main.change
    error = math.hypot(before.error, after.error) if same else main.error
    return Excursion(before.start, after.end, change, error, before.first, after.last)


def _turn(change: Excursion, path: Trajectory, vehicle: bool) -> Turn:
    start, end = _with_views(change, path) if vehicle else (change.start, change.end)
    start, end = max(start - LEAD, float(path.times[0])), min(end + LEAD, float(path.times[-1]))
    inside = (path.times >= start - LEAD) & (path.times <= end + LEAD)
    least = LEAST[vehicle]
    score = 0.5 * (
        1 + math.erf((abs(change.change) - least) / math.hypot(WAVER[vehicle] * change.error, SLACK) / math.sqrt(2))
    )
    views = _views(path, inside)
    changed = views[1] / views[0] if views is not None else OTHER_VIEW if path.cut[inside].any() else 1.0
    turned_in_view = abs(change.change) - (0.0 if path.above else _swing(path, inside))
    side_on = not path.above and float(np.median(path.aspect[inside])) > SIDEWAYS
    if vehicle and changed < SAME_VIEW and turned_in_view > SAME_SIDE[side_on]:
        score = min(score, UNSEEN)
    slow = abs(change.change) < SLOWEST * (change.end - change.start)
    if slow or abs(change.change) < CLEAR * change.error or float(np.median(path.size[inside])) < TINY:
        score = min(score, UNSURE)
    if not _moves(path, inside):
        score = min(score, UNSEEN)
    ends = path.aspect[inside]
    return Turn(start, end, change.change, change.error, (float(ends[0]), float(ends[-1])), score, changed)


def _moves(path: Trajectory, inside: NDArray[np.bool_]) -> bool:
    """Whether it leaves its place before the background, or comes nearer; what is parked only seems to, in a pan."""
    height = path.size[inside]
    strays = float(np.hypot(*np.ptp(path.laid[inside], axis=0))) / float(np.median(height))
    smooth = np.sort(height)[len(height) // 6 : len(height) - len(height) // 6]
    return strays > STRAYS or float(smooth[-1] / smooth[0]) > GROWS


def _swing(path: Trajectory, inside: NDArray[np.bool_]) -> float:
    return float(np.degrees(np.ptp(np.unwrap(path.bearing[inside]))))


def _views(path: Trajectory, inside: NDArray[np.bool_]) -> tuple[float, float] | None:
    """Least and greatest shape of the box while it is whole; None where the frame's edge cuts most of them."""
    shapes = path.aspect[inside & ~path.cut]
    if len(shapes) < 3:
        return None
    smooth = np.median(np.lib.stride_tricks.sliding_window_view(shapes, 3), axis=1)
    return float(smooth.min()), float(smooth.max())


def _with_views(change: Excursion, path: Trajectory) -> tuple[float, float]:
    """The span of a turn with the adjoining time, at most 1.5 s, in which the box still changes shape."""
    rate = _view_rate(path)
    start, end = change.start, change.end
    changing = (rate > 0.15) | path.cut
    for index in range(len(path.times) - 1, -1, -1):
        if path.times[index] < start:
            if not changing[index] or change.start - path.times[index] > 1.5:
                break
            start = float(path.times[index])
    for index in range(len(path.times)):
        if path.times[index] > end:
            if not changing[index] or path.times[index] - change.end > 1.5:
                break
            end = float(path.times[index])
    return start, end


def _view_rate(path: Trajectory) -> NDArray[np.float64]:
    """Change of the box's shape per second, as a logarithm, over about half a second; 0 where it cannot be told."""
    rate = np.zeros(len(path.times))
    shape = np.log(path.aspect)
    for index, time in enumerate(path.times):
        near = (np.abs(path.times - time) <= 0.45) & ~path.cut
        if near.sum() >= 3:
            lever = path.times[near] - path.times[near].mean()
            rate[index] = abs(float((lever * shape[near]).sum() / max((lever**2).sum(), 1e-9)))
    return rate
