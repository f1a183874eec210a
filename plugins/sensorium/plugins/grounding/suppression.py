"""Many overlapping guesses made into one box a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME_THING = 0.55
SAME_BOX = 0.7


def overlaps(box: NDArray[np.float32], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Intersection over union of one box (4,) with many (n, 4), as x0, y0, x1, y1."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    union = (box[2:] - box[:2]).prod() + areas - shared
    return np.asarray(shared / np.maximum(union, 1e-9), dtype=np.float32)


def merge(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], kinds: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Greedy suppression within each kind, (n, 4) boxes and (n, labels) scores to one row a thing, best first.

    What a suppressed guess says is not lost: the kept row takes the greatest score each label got, so that a car
    seen from above, which the head half calls a cell phone, keeps both names until a track has seen more of it;
    and boxes that nearly agree are averaged by score, which halves the jitter of the head's 8-bit codes.
    """
    best = scores.max(axis=1)
    left = np.argsort(-best, kind="stable")
    kept_boxes, kept_scores = [], []
    while left.size:
        top = left[0]
        near = overlaps(boxes[top], boxes[left])
        same = (near > SAME_THING) & (kinds[left] == kinds[top])
        same[0] = True
        group = left[same]
        close = left[same & (near > SAME_BOX)] if near[0] > SAME_BOX else left[:1]
        weight = best[close] ** 2
        kept_boxes.append((boxes[close] * weight[:, None]).sum(axis=0) / weight.sum())
        kept_scores.append(scores[group].max(axis=0))
        left = left[~same]
    if not kept_boxes:
        return np.zeros((0, 4), np.float32), np.zeros((0, scores.shape[1]), np.float32)
    return np.stack(kept_boxes).astype(np.float32), np.stack(kept_scores).astype(np.float32)
