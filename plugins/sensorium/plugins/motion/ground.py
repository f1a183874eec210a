"""The plan of the ground under a camera that looks down on it.

On a plane, apparent size is linear in the picture's row: s = S/H (y cos p + f sin p) for a thing of size S seen from
height H with pitch p (Hoiem, Efros and Hebert 2006). A thing that comes nearer while it crosses the picture thereby
tells the pitch, and the pitch unrolls the picture into a plan in which angles are true. A thing that does not is taken
to be seen from straight above, where the picture itself is the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_GAIN = 1.25
WORST_FIT = 0.2
NUDGE = 1e-4
SWELL = 0.2
"""Departure of a size from its row's, as a logarithm, that doubles the doubt: the box may hold something else."""


def plan(
    laid: NDArray[np.float64],
    size: NDArray[np.float64],
    doubt: NDArray[np.float64],
    whole: NDArray[np.bool_],
    focal: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Places (n, 2) on the ground in sizes of the thing, and their covariances (n, 2, 2).

    `laid` (n, 2) are the box's middles on the first picture's plane, in widths, x to the right and y down; `size` (n,)
    and `doubt` (n, 2) the apparent size and the middles' standard errors there; `whole` (n,) which boxes are uncut.
    """
    slope = size_by_row(laid[:, 1], size, whole)
    if slope is not None:
        expected = np.maximum(slope[0] + slope[1] * laid[:, 1], 1e-3)
        doubt = doubt * (1.0 + (np.log(size / expected) / SWELL) ** 2)[:, None]
    if slope is None:
        scale = float(np.median(size))
        jacobian = np.tile(np.diag([1.0, -1.0]) / scale, (len(laid), 1, 1))
        place = laid * [1.0, -1.0] / scale
    else:
        place = unrolled(laid, *slope, focal)
        columns = [(unrolled(laid + NUDGE * axis, *slope, focal) - place) / NUDGE for axis in np.eye(2)]
        jacobian = np.stack(columns, axis=2)
    variance = np.einsum("nij,nj->nij", jacobian, doubt**2)
    return place, np.einsum("nij,nkj->nik", variance, jacobian)


def size_by_row(
    row: NDArray[np.float64], size: NDArray[np.float64], whole: NDArray[np.bool_]
) -> tuple[float, float] | None:
    """(a, b) of size = a + b row where that line holds and tells something, else None."""
    if whole.sum() < 5:
        return None
    y, s = row[whole], size[whole]
    weight = np.ones_like(y)
    a = b = 0.0
    off = np.zeros_like(y)
    design = np.column_stack([np.ones_like(y), y])
    for _ in range(4):
        scaled = design * weight[:, None]
        a, b = (float(v) for v in np.linalg.lstsq(scaled.T @ design, scaled.T @ s, rcond=None)[0])
        off = np.abs(s - a - b * y) / np.median(s)
        weight = 1.0 / (1.0 + (off / 0.08) ** 2)
    everywhere = a + b * row
    if b <= 0 or everywhere.min() <= 0 or everywhere.max() / everywhere.min() < LEAST_GAIN:
        return None
    return (a, b) if float(np.median(off)) < WORST_FIT else None


def unrolled(laid: NDArray[np.float64], a: float, b: float, focal: float) -> NDArray[np.float64]:
    """Points of the picture (n, 2) on the ground, in sizes of the thing: to the right, and ahead."""
    pitch = np.arctan2(a, b * focal)
    depth = focal / np.maximum(a + b * laid[:, 1], 1e-3)
    ahead = depth * (np.cos(pitch) - laid[:, 1] / focal * np.sin(pitch))
    return np.column_stack([laid[:, 0] / focal * depth, ahead])
