"""Which way a thing heads, and how sure that is: straight lines fitted to pieces of its trajectory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.motion.trajectory import Trajectory

COARSE = np.radians(np.arange(0, 180, 12.0))
FINE = np.radians(np.arange(-14, 15, 2.0))
REACH = 0.5
FARTHEST_REACH = 1.1
FEWEST = 4
VAGUE = 0.7
GONE = 2.5
"""Standard errors a piece's ends must lie apart for a line to be worth fitting."""


class Headings(NamedTuple):
    """n samples: `angle` radians, unwrapped, anticlockwise seen from above where it grows; `error` one standard
    error, infinite where the thing does not move enough to have a heading; `speed` in its sizes a second."""

    times: NDArray[np.float64]
    angle: NDArray[np.float64]
    error: NDArray[np.float64]
    speed: NDArray[np.float64]


def headings(path: Trajectory) -> Headings:
    """Heading at each sample, from the shortest piece around it that tells one."""
    fits = [_at(path, time) for time in path.times]
    angle = np.array([fit[0] for fit in fits])
    error = np.array([fit[1] for fit in fits])
    speed = np.array([fit[2] for fit in fits])
    sure = np.isfinite(error)
    angle[sure] = np.unwrap(angle[sure])
    if sure.any():
        angle[~sure] = np.interp(path.times[~sure], path.times[sure], angle[sure])
    return Headings(path.times, angle, error, speed)


def _at(path: Trajectory, time: float) -> tuple[float, float, float]:
    reach, best = REACH, (0.0, np.inf, 0.0)
    while reach <= FARTHEST_REACH:
        piece = np.abs(path.times - time) <= reach + 1e-6
        if piece.sum() >= FEWEST and _gone(path.place[piece], path.spread[piece]):
            found = line(path.times[piece], path.place[piece], path.spread[piece])
            if found[1] < best[1]:
                best = found
            if best[1] < np.radians(8):
                break
        reach += 0.2
    return best if best[1] < VAGUE else (best[0], np.inf, best[2])


def _gone(place: NDArray[np.float64], spread: NDArray[np.float64]) -> bool:
    third = max(1, len(place) // 3)
    way = place[-third:].mean(axis=0) - place[:third].mean(axis=0)
    length = float(np.hypot(*way))
    if length < 1e-9:
        return False
    ends = (spread[:third].mean(axis=0) + spread[-third:].mean(axis=0)) / third
    return length > GONE * float(np.sqrt(max(way @ ends @ way, 0.0))) / length


def line(
    times: NDArray[np.float64], place: NDArray[np.float64], spread: NDArray[np.float64]
) -> tuple[float, float, float]:
    """(heading, standard error, speed) of the straight line that explains n places (n, 2) with covariances best.

    Directions are tried all round, then closely about the best, each with the errors every place has across it; the
    width of the dip is the standard error.
    """
    rough, misfit = _misfit(COARSE, place, spread)
    scale = max(1.0, float(misfit.min()) / max(len(times) - 2, 1))
    fine, close = _misfit(rough[int(misfit.argmin())] + FINE, place, spread)
    angles, cost = np.concatenate([rough, fine]), np.concatenate([misfit, close])
    share = np.concatenate([np.full(len(rough), 6.0), np.full(len(fine), 1.0)])
    best = int(cost.argmin())
    within = np.exp(-0.5 * (cost - cost[best]) / scale) * share
    apart = (angles - angles[best] + np.pi / 2) % np.pi - np.pi / 2
    within[: len(rough)] *= np.abs(apart[: len(rough)]) > FINE[-1]
    mean = float((within * apart).sum() / within.sum())
    error = float(np.sqrt((within * (apart - mean) ** 2).sum() / within.sum() + np.radians(1.0) ** 2))
    angle = float(angles[best] + mean)
    along = np.array([np.cos(angle), np.sin(angle)])
    sigma2 = np.maximum(np.einsum("a,nab,b->n", along, spread, along), 1e-12)
    lever = times - np.average(times, weights=1 / sigma2)
    total = float((lever**2 / sigma2).sum())
    speed = float((lever * (place @ along) / sigma2).sum() / total)
    if abs(speed) * total**0.5 < 4.0:
        return 0.0, np.inf, abs(speed)
    return angle + (np.pi if speed < 0 else 0.0), error, abs(speed)


def _misfit(
    angles: NDArray[np.float64], place: NDArray[np.float64], spread: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The angles, and how badly a line in each misses the places, in squared standard errors; outliers count less."""
    normals = np.stack([-np.sin(angles), np.cos(angles)], axis=1)
    products = np.stack([normals[:, 0] ** 2, 2 * normals[:, 0] * normals[:, 1], normals[:, 1] ** 2], axis=1)
    variance = np.maximum(products @ np.stack([spread[:, 0, 0], spread[:, 0, 1], spread[:, 1, 1]]), 1e-12)
    across = normals @ place.T
    weight = 1.0 / variance
    off = np.zeros_like(variance)
    for _ in range(3):
        middle = (weight * across).sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True)
        off = np.abs(across - middle) / np.sqrt(variance)
        weight = np.minimum(1.0, 2.0 / np.maximum(off, 1e-9)) / variance
    return angles, np.where(off < 2, off**2, 4 * off - 4).sum(axis=1)
