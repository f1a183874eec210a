"""Hard cuts between neighbouring instants, told apart from fast pans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 8
LOST = 0.12
OTHER_COLOURS = 0.35
WHOLLY_OTHER = 0.75


def palette(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Share of each of 8 x 8 x 8 colours in an RGB picture, coarsely sampled; (512,)."""
    rows = max(1, picture.shape[0] // 45)
    columns = max(1, picture.shape[1] // 80)
    bins = (picture[::rows, ::columns] // (256 // BINS)).astype(np.int32)
    index = (bins[..., 0] * BINS + bins[..., 1]) * BINS + bins[..., 2]
    counts = np.bincount(index.reshape(-1), minlength=BINS**3).astype(np.float32)
    return np.asarray(counts / counts.sum(), dtype=np.float32)


def is_cut(before: NDArray[np.float32], after: NDArray[np.float32], support: float) -> bool:
    """Whether a shot begins between two palettes; `support` is the share of background corners found again.

    A pan keeps most colours from one sixteenth of a second to the next however fast it is; a cut rarely does, and
    no corner survives it.
    """
    apart = 0.5 * float(np.abs(before - after).sum())
    return (support < LOST and apart > OTHER_COLOURS) or (support < 0.4 and apart > WHOLLY_OTHER)
