"""Where the faces are: BlazeFace short range (Bazarevsky et al. 2019, arXiv:1907.05047), from a 128 x 128 picture.

The network scores 896 anchors: two on each cell of a 16 x 16 grid, six on each of an 8 x 8 grid. Box and keypoint
offsets are in input pixels from the anchor's centre. Overlapping boxes are averaged by score, not dropped, which
steadies the eyes the landmark crop is turned by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 128
SAME = 0.3
"""Boxes that overlap more than this (IoU) are one face."""


class Face(NamedTuple):
    """A face in fractions of the square it was looked for in: corners, and (n, 2) keypoints, the eyes first."""

    box: NDArray[np.float32]
    points: NDArray[np.float32]
    score: float


def anchors() -> NDArray[np.float32]:
    """Centres of the 896 anchors, shape (896, 2), as fractions of the picture."""
    grids = []
    for cells, each in ((16, 2), (8, 6)):
        ticks = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        y, x = np.meshgrid(ticks, ticks, indexing="ij")
        grids.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), each, axis=0))
    return np.concatenate(grids)


def decode(
    regressors: NDArray[np.float32], logits: NDArray[np.float32], centres: NDArray[np.float32], least: float
) -> list[Face]:
    """Faces scored `least` or better from the raw outputs, shapes (896, 16) and (896,)."""
    scores = 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
    chosen = np.flatnonzero(scores >= least)
    offsets, base = regressors[chosen] / SIDE, centres[chosen]
    middle, half = base + offsets[:, :2], offsets[:, 2:4] / 2
    boxes = np.concatenate([middle - half, middle + half], axis=1)
    points = offsets[:, 4:].reshape(len(chosen), 6, 2) + base[:, None]
    return merge([Face(*each) for each in zip(boxes, points, map(float, scores[chosen]), strict=True)])


def merge(faces: list[Face]) -> list[Face]:
    """One face for each cluster of overlapping ones: their mean by score, under the best score."""
    rest = sorted(faces, key=lambda face: -face.score)
    kept = []
    while rest:
        near = [overlap(rest[0].box, face.box) > SAME for face in rest]
        cluster = [rest[0]] + [face for face, same in zip(rest[1:], near[1:], strict=True) if same]
        weights = np.array([face.score for face in cluster], np.float32)
        kept.append(
            Face(
                np.average([face.box for face in cluster], axis=0, weights=weights).astype(np.float32),
                np.average([face.points for face in cluster], axis=0, weights=weights).astype(np.float32),
                cluster[0].score,
            )
        )
        rest = [face for face, same in zip(rest[1:], near[1:], strict=True) if not same]
    return kept


def overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Intersection over union of two boxes given by their corners."""
    low, high = np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])
    shared = float(np.prod(np.maximum(high - low, 0)))
    union = float(np.prod(one[2:] - one[:2]) + np.prod(other[2:] - other[:2])) - shared
    return shared / union if union > 0 else 0.0


def as_input(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """A square RGB picture as the network wants it: (1, 128, 128, 3) in -1..1."""
    import cv2

    small = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return (small.astype(np.float32) / 127.5 - 1)[None]
