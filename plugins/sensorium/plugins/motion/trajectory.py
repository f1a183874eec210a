"""Where a tracked thing was on the ground, from where its box was in the picture.

Seen from about its own height, a thing's distance is the focal length over its apparent height, its direction the
ray through the box's middle; with the camera's pan, tilt, roll and zoom undone, what drives straight lies on a
straight line however the camera followed it. Seen from above, apparent height tells of the thing's own turning
instead of its distance; there `ground` gives the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.grounding.labels import VEHICLES
from sensorium.plugins.motion.ground import plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.values import TimedBox
    from sensorium.plugins.tracking.scene import Gaze

EDGE = 0.008
HIGHEST = 2.2
"""How many things high a camera at eye level may stand: a tall person before a low car."""

STRAY = 0.3
"""Standard deviation of foot rows, in heights, from which no eye level explains them."""

PORTRAIT = 0.9
HIDDEN = 0.25
"""Share of a thing's full size by which the middle of a cut box may be off."""


class Trajectory(NamedTuple):
    """n samples.

    `place` (n, 2) on the ground, x to the first view's right and y ahead, in sizes of the thing; `spread`
    (n, 2, 2) its covariance; `size` (n,) apparent height in picture widths, zoom undone; `aspect` (n,) width over
    height; `cut` (n,) whether the frame's edge or something nearer cuts the box; `bearing` (n,) radians to the right
    of the first view; `laid` (n, 2) the middle on the background's mosaic, in picture widths; `above` whether the
    camera looks down.
    """

    times: NDArray[np.float64]
    place: NDArray[np.float64]
    spread: NDArray[np.float64]
    size: NDArray[np.float64]
    aspect: NDArray[np.float64]
    cut: NDArray[np.bool_]
    bearing: NDArray[np.float64]
    laid: NDArray[np.float64]
    above: bool


class _Boxes(NamedTuple):
    """Boxes of a path: centre (n, 2) and size (n, 2) in picture widths from the picture's middle; edges that cut."""

    centre: NDArray[np.float64]
    size: NDArray[np.float64]
    beside: NDArray[np.bool_]
    beyond: NDArray[np.bool_]


def trajectory(
    path: Sequence[TimedBox], gaze: Gaze, shape: float, label: str, covered: NDArray[np.bool_] | None = None
) -> Trajectory:
    """The trajectory of a path of boxes; `shape` is the picture's width over its height.

    `covered` (n,) tells which boxes something nearer overlaps; they are believed as little as cut ones.
    """
    times = np.array([point.time for point in path])
    index = np.searchsorted((gaze.times[1:] + gaze.times[:-1]) / 2, times)
    boxes = _boxes(path, shape)
    if covered is not None:
        boxes = boxes._replace(beside=boxes.beside | covered)
    height = boxes.size[:, 1]
    aspect = boxes.size[:, 0] / height
    cut = boxes.beside | boxes.beyond
    lens = gaze.lens[index]
    ray = np.einsum("nji,nj->ni", gaze.turn[index], np.column_stack([boxes.centre, lens]))
    above = looks_down((boxes.centre[:, 1] + height / 2) * gaze.focal / lens - gaze.sunk[index], boxes, cut, label)
    doubt = (0.02 if label in VEHICLES else 0.05) * boxes.size + 0.002
    doubt += HIDDEN * _full(boxes, cut) * np.column_stack([boxes.beside, boxes.beyond])
    laid = np.einsum("nij,nj->ni", gaze.mosaic[index], np.column_stack([boxes.centre, np.ones(len(path))]))
    if above:
        place, spread = plan(laid, np.sqrt(boxes.size.prod(axis=1)), doubt, ~cut, gaze.focal)
    else:
        place, spread = _at_eye_level(boxes, ray, doubt)
    bearing = np.arctan2(ray[:, 0], ray[:, 2])
    return Trajectory(times, place, spread, height * gaze.focal / lens, aspect, cut, bearing, laid, above)


def looks_down(row: NDArray[np.float64], boxes: _Boxes, cut: NDArray[np.bool_], label: str) -> bool:
    """Whether the camera looks down on the thing; `row` (n,) is its foot's height in the picture, tilt undone.

    From eye level a thing's foot lies under the horizon by its height times the camera's own height in things, two at
    most; rows that do not follow sizes so are seen from above. A vehicle taller than wide is so whatever it does.
    """
    whole = ~cut if (~cut).sum() >= 3 else np.ones_like(cut)
    wide, high = boxes.size[whole].T
    if label in VEHICLES and float(np.quantile(wide / high, 0.2)) < PORTRAIT:
        return True
    spread = high - high.mean()
    fall = float(np.clip((spread @ row[whole]) / max(float(spread @ spread), 1e-9), 0.0, HIGHEST))
    off = row[whole] - fall * high
    return float(np.std(off)) > STRAY * float(np.median(high))


def _boxes(path: Sequence[TimedBox], shape: float) -> _Boxes:
    corners = np.array([(point.box.x0, point.box.y0, point.box.x1, point.box.y1) for point in path])
    cut = (corners < EDGE) | (corners > 1 - EDGE)
    scale = np.array([1.0, 1.0 / shape])
    centre = ((corners[:, :2] + corners[:, 2:]) / 2 - 0.5) * scale
    size = np.maximum(corners[:, 2:] - corners[:, :2], 1e-3) * scale
    return _Boxes(centre, size, cut[:, 0] | cut[:, 2], cut[:, 1] | cut[:, 3])


def _full(boxes: _Boxes, cut: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Sizes (n, 2) as they would be uncut: at least as wide for their height as the whole boxes are in the middle."""
    height = boxes.size[:, 1]
    shape = float(np.median(boxes.size[~cut, 0] / height[~cut])) if (~cut).any() else 1.5
    width = np.maximum(boxes.size[:, 0], shape * height)
    return np.column_stack([width, np.maximum(height, boxes.size[:, 0] / shape)])


def _at_eye_level(
    boxes: _Boxes, ray: NDArray[np.float64], doubt: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    height = boxes.size[:, 1]
    place = ray[:, [0, 2]] / height[:, None]
    distance = np.linalg.norm(place, axis=1)
    out = place / distance[:, None]
    side = out[:, ::-1] * [1.0, -1.0]
    radial = distance * (0.01 + (doubt[:, 1] + 0.002) / height)
    return place, _ellipses(out, radial) + _ellipses(side, doubt[:, 0] / height)


def _ellipses(axis: NDArray[np.float64], scale: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((scale**2)[:, None, None] * axis[:, :, None] * axis[:, None, :])
