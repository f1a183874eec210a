"""Rotation, zoom and focal length of a shot, gathered step by step; rays of the picture as directions in space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.plugins.tracking.camera import Step

USUAL = 0.7
"""1/f^2 of a usual lens, in picture widths: a view of about 45 degrees across."""

PRIOR = 0.12
NARROW, WIDE = 0.1, 2.5
KNOWN = 0.12
"""Support under which a step's motion is taken as unknown and the last known one carries on."""

SOUND = 0.4
"""Support from which a step may speak about the lens: a blurred one bends by chance."""


def focal(steps: Sequence[Step]) -> float:
    """Focal length in picture widths: the weighted median of what single pans and tilts tell, and of a usual lens.

    A step weighs by how far it moved the picture; the usual lens by a pan over an eighth of the picture.
    """
    telling = [step for step in steps if step.support >= SOUND and step.drive > 1e-5]
    values = np.array([step.bend / step.drive for step in telling] + [USUAL])
    weights = np.array([step.drive**0.5 * step.support for step in telling] + [PRIOR])
    order = np.argsort(values, kind="stable")
    half = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    return float(np.clip(values[order[half]], NARROW, WIDE) ** -0.5)


class Gaze:
    """Where the camera looks at each of a shot's instants.

    `times` (n,) seconds, `turn` (n, 3, 3) takes directions of the first view's frame into each view's (x right, y down,
    z ahead), `lens` (n,) is the focal length in widths as zoom changes it, `known` (n,) the step's support. `sunk` (n,)
    is how far tilting moved the background down, in widths, zoom undone; `mosaic` (n, 2, 3) lays points of each picture
    (from the centre, in widths) on the first one's plane.
    """

    def __init__(self, times: Sequence[float], steps: Sequence[Step]) -> None:
        self.times = np.asarray(times, dtype=np.float64)
        self.focal = focal(steps)
        turns, lens, known = [np.eye(3)], [self.focal], [1.0]
        mosaic, sunk = [np.eye(3)], [0.0]
        last: Step | None = None
        for step in steps[1:]:
            moved = step if step.support >= KNOWN else last
            known.append(step.support)
            if moved is None:
                turns.append(turns[-1])
                lens.append(lens[-1])
                mosaic.append(mosaic[-1])
                sunk.append(sunk[-1])
                continue
            last = moved
            turns.append(_turn(moved, lens[-1]) @ turns[-1])
            sunk.append(sunk[-1] + moved.down * self.focal / lens[-1])
            mosaic.append(mosaic[-1] @ np.linalg.inv(_shift(moved)))
            lens.append(float(np.clip(lens[-1] * (1.0 + moved.grow), 0.2 * self.focal, 8.0 * self.focal)))
        self.turn = np.stack(turns)
        self.lens = np.asarray(lens)
        self.known = np.asarray(known)
        self.sunk = np.asarray(sunk)
        self.mosaic = np.stack(mosaic)[:, :2]

    def at(self, time: float) -> int:
        """The index of the instant nearest to `time`."""
        return int(np.abs(self.times - time).argmin())

    def ray(self, time: float, x: float, y: float) -> NDArray[np.float64]:
        """Direction in the first view's frame of a point (from the centre, in widths), with z ahead; not unit."""
        index = self.at(time)
        seen = np.array([x, y, self.lens[index]]) / self.lens[index]
        return np.asarray(self.turn[index].T @ seen)


def _shift(step: Step) -> NDArray[np.float64]:
    """Where the step takes a point of the background."""
    return np.array([[1 + step.grow, -step.roll, step.right], [step.roll, 1 + step.grow, step.down], [0.0, 0.0, 1.0]])


def _turn(step: Step, lens: float) -> NDArray[np.float64]:
    """The rotation of directions that moves the background as the step did."""
    pan, tilt, roll = np.arctan2(step.right, lens), np.arctan2(step.down, lens), step.roll
    about_y = np.array([[np.cos(pan), 0, np.sin(pan)], [0, 1, 0], [-np.sin(pan), 0, np.cos(pan)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(tilt), np.sin(tilt)], [0, -np.sin(tilt), np.cos(tilt)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return np.asarray(about_z @ about_x @ about_y)
