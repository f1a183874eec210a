"""The embedded models: I3D's scores of every second, and the detector over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.plugins.action.detector import ActionDetector
from sensorium.plugins.action.snippets import SNIPPETS, SnippetsInput, SnippetsOutput, told
from sensorium.plugins.action.weights import I3D_RGB
from sensorium.plugins.text_emotion.weights import MINILM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.action.i3d import I3D

KINETICS400 = tuple(Path(__file__).with_name("kinetics400.txt").read_text(encoding="utf-8").splitlines())
"""The classes in the order of the networks' outputs."""

SHORT_SIDE, SIDE = 256, 224
LICENCE = "Apache-2.0 AND MIT"


class I3DSnippets(WindowModel[SnippetsInput, SnippetsOutput, "NDArray[np.uint8]", "NDArray[np.float32]"]):
    """Two seconds around every second, 32 frames of them, the middle square of 256 pixels' 224."""

    task = SNIPPETS
    sees = Sees(every=1.0, context=0.5, fps=16, size=(SHORT_SIDE, SHORT_SIDE), fit="crop")
    card = Card(
        "i3d-kinetics400-snippets",
        "1",
        LICENCE,
        runs_on=(RunsOn("cpu", bytes=260 << 20, bytes_each=420 << 20, max_batch=1),),
        weights=(I3D_RGB,),
        vocabulary=KINETICS400,
        repeats=1e-3,
    )

    def load(self, context: LoadContext) -> None:
        """Build the network."""
        from sensorium.plugins.action.i3d import I3D

        self._network: I3D = I3D(context.weights() / I3D_RGB.name, context.threads)

    def prepare(self, window: Window, given: SnippetsInput) -> NDArray[np.uint8]:
        """The middle of the frames."""
        margin = (SHORT_SIDE - SIDE) // 2
        return np.ascontiguousarray(window.frames[:, margin : margin + SIDE, margin : margin + SIDE])

    def forward(self, units: Sequence[NDArray[np.uint8]]) -> Sequence[NDArray[np.float32] | SensoriumError]:
        """Probabilities, one clip after the other: a batch gains a CPU nothing."""
        return [self._network(clip) for clip in units]

    def read(self, raw: NDArray[np.float32], window: Window, given: SnippetsInput) -> SnippetsOutput:
        """The cell's scores."""
        return told(raw, window.cell, KINETICS400)


class I3DActions(ActionDetector):
    """Knows the 400 actions of Kinetics."""

    network = I3DSnippets
    card = Card(
        "i3d-kinetics400",
        "1",
        LICENCE,
        runs_on=(RunsOn("cpu", bytes=350 << 20),),
        weights=(I3D_RGB, *MINILM),
        languages=("en",),
        repeats=1e-3,
        measured={"clips8/verified": 0.889, "clips8/false verified": 0.0, "seconds_per_media_second": 1.5},
        note="Knows the 400 actions of Kinetics, mostly sport, craft and music, by its RGB stream alone. Plain "
        "walking, sitting, standing, waving and falling are none of them. Borders are exact to about a second. Phrases "
        "outside the vocabulary are answered by the nearest label, never verified unless it means nearly the same. "
        "Measured on eight real clips by tests/benchmarks/actions.py.",
    )
