"""microsoft/xclip-base-patch32 (Ni et al. 2022): any phrase, without classes.

A phrase's probability is its softmax share against a handful of sentences about nothing in particular: alone it would
always be certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.errors import SensoriumError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.plugins.action.detector import ActionDetector
from sensorium.plugins.action.hub.networks import FOUR_BY_THREE
from sensorium.plugins.action.snippets import SNIPPETS, SnippetsInput, SnippetsOutput, told

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "microsoft/xclip-base-patch32"
WEIGHTS = (
    *repo_files(REPO, "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"),
    repo_weights(REPO),
)
RUNS_ON = (
    RunsOn("cuda", "bfloat16", bytes=400 << 20, bytes_each=64 << 20, max_batch=16),
    RunsOn("cpu", bytes=800 << 20, bytes_each=128 << 20, max_batch=4),
)
BESIDE = (
    "nothing happens",
    "a person is standing still",
    "people are talking",
    "a person is walking",
    "an empty scene",
    "a still picture",
)


class Clip(NamedTuple):
    """Eight frames, shape (8, height, width, 3), and what is asked of them."""

    frames: NDArray[np.uint8]
    phrase: str


class XClipSnippets(WindowModel[SnippetsInput, SnippetsOutput, Clip, "NDArray[np.float32]"]):
    """Eight frames over two seconds."""

    task = SNIPPETS
    depends_on = ("phrase",)
    sees = Sees(every=1.0, context=0.5, fps=4, size=FOUR_BY_THREE, fit="crop")
    card = Card(
        "xclip-base-patch32-snippets", "1", "MIT", RUNS_ON, WEIGHTS, repeats=1e-4, profile="hub", requires=TRANSFORMERS
    )

    def load(self, context: LoadContext) -> None:
        """Open both towers."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("XCLIPModel")
        self._processor = self._checkpoint.part("XCLIPProcessor")

    def prepare(self, window: Window, given: SnippetsInput) -> Clip:
        """The frames and the phrase."""
        return Clip(np.ascontiguousarray(window.frames), given.phrase)

    def forward(self, units: Sequence[Clip]) -> Sequence[NDArray[np.float32] | SensoriumError]:
        """One batch for each phrase that is asked of these clips."""
        told: dict[int, NDArray[np.float32]] = {}
        for phrase in dict.fromkeys(unit.phrase for unit in units):
            own = [number for number, unit in enumerate(units) if unit.phrase == phrase]
            told |= dict(zip(own, self._shares(phrase, [units[number].frames for number in own]), strict=True))
        return [told[number] for number in range(len(units))]

    def read(self, raw: NDArray[np.float32], window: Window, given: SnippetsInput) -> SnippetsOutput:
        """The share of the phrase, first, and of what stands beside it."""
        return told(raw, window.cell, (given.phrase, *BESIDE))

    def _shares(self, phrase: str, clips: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.float32]]:
        # The processor's name for clips is `images`; a list of lists of frames is a batch.
        frames = self._processor.image_processor([list(clip) for clip in clips], return_tensors="pt")
        words = self._processor.tokenizer([phrase, *BESIDE], return_tensors="pt", padding=True, truncation=True)
        with library("torch").inference_mode():
            made = self._model(**self._checkpoint.tensors({**frames, **words}))
        shares = made.logits_per_video.float().softmax(-1).cpu().numpy()
        return [np.asarray(row, np.float32) for row in shares]


class XClipActions(ActionDetector):
    """Zero-shot: the phrase is read as it is."""

    network = XClipSnippets
    told_in_words = True
    card = Card(
        "xclip-base-patch32",
        "1",
        "MIT",
        RUNS_ON,
        WEIGHTS,
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note="197 M parameters, trained on Kinetics-400 with its class names as texts. Shares are against six "
        "sentences about nothing in particular, not calibrated. Licence as its public repository states it; not "
        "read again here.",
    )
