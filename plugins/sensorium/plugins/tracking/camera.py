"""How the camera moved between two frames, and how wide it sees.

Corners spread over the picture are followed by pyramidal Lucas-Kanade flow, forward and back. To them is fitted the
flow of a turning and zooming camera (Longuet-Higgins and Prazdny 1980): pan, tilt, zoom and roll, and a term in x*x
and x*y whose ratio to the pan is 1/f^2. So a panning shot tells its own focal length, without which neither the
angle panned over nor the true heading of what is followed can be known. Unit of length: the picture's width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 240
"""Pictures are reduced to this many pixels: 2 ms a step on one thread, and blur matters less."""

COLUMNS, ROWS = 12, 8
FLATTEST = 1e-4
RETURNS_WITHIN = 0.7
NEARLY = 0.02
FEWEST = 8


class Step(NamedTuple):
    """Camera motion from one frame to the next, as the motion it gives the background.

    `right` and `down` move it (widths), `grow` is the relative zoom, `roll` radians; `bend` is the quadratic term
    of pan and tilt weighed by them, `drive` their squared size: bend / drive = 1/f^2 in widths. `support` is the
    share of followed corners that agree, 0 where the motion is unknown.
    """

    right: float = 0.0
    down: float = 0.0
    grow: float = 0.0
    roll: float = 0.0
    bend: float = 0.0
    drive: float = 0.0
    support: float = 0.0


class Pairs(NamedTuple):
    """Followed corners, (n, 2) each, from the picture's centre in widths; `kept` is the share that came back."""

    before: NDArray[np.float32]
    after: NDArray[np.float32]
    kept: float


RESTING = Pairs(np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32), 1.0)
"""The first half of a step taken together with the next: no motion, surely."""


def reduce(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The grey picture that camera motion is measured on."""
    import cv2

    height, width = picture.shape[:2]
    size = (WIDTH, max(16, round(WIDTH * height / width)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def corners(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The best corner of each of 96 fields, (n, 2) pixels; flat fields have none."""
    import cv2

    strength = cv2.cornerMinEigenVal(grey, 3)
    strength[:3] = strength[-3:] = 0
    strength[:, :3] = strength[:, -3:] = 0
    high, wide = grey.shape[0] // ROWS, grey.shape[1] // COLUMNS
    blocks = strength[: high * ROWS, : wide * COLUMNS].reshape(ROWS, high, COLUMNS, wide)
    fields = blocks.transpose(0, 2, 1, 3).reshape(ROWS * COLUMNS, -1)
    best = fields.argmax(axis=1)
    field = np.arange(ROWS * COLUMNS)
    x = field % COLUMNS * wide + best % wide
    y = field // COLUMNS * high + best // wide
    return np.asarray(np.stack([x, y], axis=1)[fields[field, best] > FLATTEST], dtype=np.float32)


def follow(before: NDArray[np.uint8], after: NDArray[np.uint8], guess: NDArray[np.float64]) -> Pairs:
    """Corners of one reduced picture found again in the next, starting from a guessed shift (x, y) in pixels.

    Where few come back, a second start from no shift and a third from the phase correlation of the two are tried:
    a fast pan moves the picture by a third between steps.
    """
    points = corners(before)
    if len(points) < FEWEST:
        return Pairs(np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32), 0.0)
    best = _track(before, after, points, guess)
    if best.kept < 0.5 and np.hypot(*guess) > 3:
        best = max(best, _track(before, after, points, np.zeros(2)), key=lambda pairs: pairs.kept)
    if best.kept < 0.5:
        best = max(best, _track(before, after, points, _shift(before, after)), key=lambda pairs: pairs.kept)
    return best


def _shift(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float64]:
    import cv2

    size = (WIDTH // 2, before.shape[0] // 2)
    halves = [cv2.resize(grey, size).astype(np.float32) for grey in (before, after)]
    (x, y), _ = cv2.phaseCorrelate(halves[0], halves[1], cv2.createHanningWindow(size, cv2.CV_32F))
    return np.array([x, y]) * 2


def _track(
    before: NDArray[np.uint8], after: NDArray[np.uint8], points: NDArray[np.float32], guess: NDArray[np.float64]
) -> Pairs:
    import cv2

    flags = cv2.OPTFLOW_USE_INITIAL_FLOW
    start = (points + guess).astype(np.float32)
    there, seen, _ = cv2.calcOpticalFlowPyrLK(
        before, after, points, start, winSize=(13, 13), maxLevel=3, flags=flags, criteria=(3, 12, 0.03)
    )
    back, again, _ = cv2.calcOpticalFlowPyrLK(
        after, before, there, points.copy(), winSize=(13, 13), maxLevel=1, flags=flags, criteria=(3, 8, 0.03)
    )
    size = np.array(before.shape[::-1], np.float32)
    good = (seen[:, 0] > 0) & (again[:, 0] > 0) & (np.abs(points - back).max(axis=1) < RETURNS_WITHIN)
    good &= ((there >= 0) & (there < size)).all(axis=1)
    visible = ((start >= 0) & (start < size)).all(axis=1).sum()
    middle = size / 2
    kept = float(good.sum()) / max(int(visible), FEWEST)
    ways = ((points[good] - middle) / WIDTH, (there[good] - middle) / WIDTH)
    return Pairs(np.asarray(ways[0], np.float32), np.asarray(ways[1], np.float32), min(kept, 1.0))


def outside(pairs: Pairs, boxes: NDArray[np.float32]) -> Pairs:
    """The pairs that start outside all boxes (n, 4), given from the centre in widths; all, if too few would stay."""
    if not len(boxes) or not len(pairs.before):
        return pairs
    x, y = pairs.before[:, :1], pairs.before[:, 1:]
    covered = (x >= boxes[:, 0]) & (x <= boxes[:, 2]) & (y >= boxes[:, 1]) & (y <= boxes[:, 3])
    free = ~covered.any(axis=1)
    if free.sum() < FEWEST:
        return pairs
    return Pairs(pairs.before[free], pairs.after[free], pairs.kept)


def fit(pairs: Pairs) -> Step:
    """The camera motion most of the pairs agree on."""
    import cv2

    if len(pairs.before) < FEWEST:
        return Step(support=float(pairs.kept == RESTING.kept and not len(pairs.before)))
    cv2.setRNGSeed(0)
    rough, _ = cv2.estimateAffinePartial2D(
        pairs.before, pairs.after, method=cv2.RANSAC, ransacReprojThreshold=1.0 / WIDTH, maxIters=300
    )
    if rough is None:
        return Step()
    off = np.abs(pairs.before @ rough[:, :2].T + rough[:, 2] - pairs.after).max(axis=1)
    near = off < NEARLY
    if near.sum() < FEWEST:
        return Step()
    solution, agree = _flow(pairs.before[near], pairs.after[near])
    right, grow, roll, bend_x, bend_y, down = (float(value) for value in solution)
    return Step(
        right=right,
        down=down,
        grow=grow,
        roll=roll,
        bend=right * bend_x + down * bend_y,
        drive=right * right + down * down,
        support=pairs.kept * float(agree.sum()) / len(pairs.before),
    )


def _flow(before: NDArray[np.float32], after: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Robust least squares of the flow at the pairs' midpoints: (right, grow, roll, bend x, bend y, down)."""
    x, y = ((before + after) / 2).astype(np.float64).T
    one, zero = np.ones_like(x), np.zeros_like(x)
    design = np.concatenate(
        [
            np.stack([one, x, -y, x * x, x * y, zero], axis=1),
            np.stack([zero, y, x, x * y, y * y, one], axis=1),
        ]
    )
    moved = (after - before).astype(np.float64).T.reshape(-1)
    calm = np.diag([1e-9, 1e-6, 1e-6, 1e-4, 1e-4, 1e-9])
    weight = np.ones_like(moved)
    solution, off = np.zeros(6), np.zeros_like(moved)
    for _ in range(8):
        scaled = design * weight[:, None]
        solution = np.asarray(np.linalg.solve(scaled.T @ design + calm * len(x), scaled.T @ moved), np.float64)
        off = np.abs(moved - design @ solution)
        weight = 1.0 / (1.0 + (off / 0.004) ** 2)
    worst = off.reshape(2, -1).max(axis=0)
    return solution, np.asarray(worst < 0.008)
