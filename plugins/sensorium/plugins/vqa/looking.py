"""The model of vqa:surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sensorium.core.card import Card, RunsOn
from sensorium.core.model import WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.values import Box
from sensorium.plugins.vqa.skyline import SIDE, Stretch, stretches
from sensorium.plugins.vqa.surroundings import SURROUNDINGS, Region, SurroundingsInput, SurroundingsOutput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Surroundings(WindowModel[SurroundingsInput, SurroundingsOutput, "NDArray[np.uint8]", "tuple[Stretch, ...]"]):
    """Sky and grass once every two seconds, without weights."""

    task = SURROUNDINGS
    card = Card(
        "region-statistics",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=8 << 20, bytes_each=2 << 20, max_batch=16),),
        repeats=1e-6,
        measured={},
        note="Bounds set by looking at 100 photographs: pale smooth walls that reach the upper edge pass for sky.",
    )
    sees = Sees(every=2.0, fps=1, size=(SIDE, SIDE), fit="stretch")

    def prepare(self, window: Window, given: SurroundingsInput) -> NDArray[np.uint8]:
        frame: NDArray[np.uint8] = window.frames[0]
        return frame

    def forward(self, units: Sequence[NDArray[np.uint8]]) -> Sequence[tuple[Stretch, ...]]:
        return [tuple(stretches(unit)) for unit in units]

    def read(self, raw: tuple[Stretch, ...], window: Window, given: SurroundingsInput) -> SurroundingsOutput:
        regions = []
        for each in raw:
            x0, y0, x1, y1 = each.box
            box = window.restore(Box(x0=x0, y0=y0, x1=x1, y1=y1))
            regions.append(
                Region(
                    name=each.name, span=window.cell, box=box, share=each.share, score=each.score, colours=each.colours
                )
            )
        return SurroundingsOutput(regions=tuple(regions))
