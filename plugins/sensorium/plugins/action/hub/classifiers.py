"""Video transformers with a head of actions: VideoMAE on Kinetics-400, V-JEPA 2 on Something-Something v2.

The library's own pipeline for video reads paths and addresses and only a film's first frames: frames in memory go to
the image processor and the class with the head instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.model import LoadContext
from sensorium.core.sees import Sees
from sensorium.core.weights import WeightFile
from sensorium.plugins.action.detector import ActionDetector
from sensorium.plugins.action.hub.networks import FOUR_BY_THREE, Network, detector_card
from sensorium.plugins.action.snippets import SNIPPETS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VIDEOMAE = "MCG-NJU/videomae-base-finetuned-kinetics"
VJEPA2 = "facebook/vjepa2-vitl-fpc16-256-ssv2"


class _Classifier(Network):
    """A checkpoint with a head of classes, and its processor."""

    task = SNIPPETS
    architecture: ClassVar[str]

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model(self.architecture)
        names = self._model.config.id2label
        self._labels = "\n".join(str(names[number]) for number in sorted(names))

    def logits(self, clips: Sequence[NDArray[np.uint8]]) -> Any:
        """One batch."""
        with library("torch").inference_mode():
            return self._model(**self._checkpoint.tensors(self.pixels(clips))).logits

    def labels(self) -> str:
        """The names in the checkpoint's configuration."""
        return self._labels

    def pixels(self, clips: Sequence[NDArray[np.uint8]]) -> Any:
        """What the processor makes of the clips."""
        raise NotImplementedError


def _snippets(name: str, licence: str, size: int, each: int, weights: tuple[WeightFile, ...]) -> Card:
    """The card of a network of `size` MiB in float32 and `each` MiB a clip."""
    places = (
        RunsOn("cuda", "bfloat16", bytes=size << 19, bytes_each=each << 19, max_batch=16),
        RunsOn("cpu", bytes=size << 20, bytes_each=each << 20, max_batch=2),
    )
    return Card(
        f"{name}-snippets",
        "1",
        licence,
        runs_on=places,
        weights=weights,
        repeats=1e-4,
        profile="hub",
        requires=TRANSFORMERS,
    )


class VideoMAESnippets(_Classifier):
    """16 frames over two seconds, as in its training."""

    architecture = "VideoMAEForVideoClassification"
    sees = Sees(every=1.0, context=0.5, fps=8, size=FOUR_BY_THREE, fit="crop")
    card = _snippets(
        "videomae-base-kinetics", "CC-BY-NC-4.0", 350, 300,
        (*repo_files(VIDEOMAE, "config.json", "preprocessor_config.json"), repo_weights(VIDEOMAE)),
    )  # fmt: skip

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint and its processor."""
        super().load(context)
        self._processor = self._checkpoint.part("VideoMAEImageProcessor")

    def pixels(self, clips: Sequence[NDArray[np.uint8]]) -> Any:
        """Frames as lists of pictures."""
        return self._processor([list(clip) for clip in clips], return_tensors="pt")


class VJEPA2Snippets(_Classifier):
    """16 frames over two seconds."""

    architecture = "VJEPA2ForVideoClassification"
    sees = Sees(every=1.0, context=0.5, fps=8, size=FOUR_BY_THREE, fit="crop")
    card = _snippets(
        "vjepa2-vitl-ssv2", "MIT", 1500, 1200,
        repo_files(VJEPA2, "config.json", "model.safetensors", "video_preprocessor_config.json"),
    )  # fmt: skip

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint and its processor."""
        super().load(context)
        self._processor = self._checkpoint.part("VJEPA2VideoProcessor")

    def pixels(self, clips: Sequence[NDArray[np.uint8]]) -> Any:
        """All frames that are shown: the processor must choose none."""
        return self._processor(list(clips), return_tensors="pt", do_sample_frames=False)


class VideoMAEActions(ActionDetector):
    """VideoMAE in windows."""

    network = VideoMAESnippets
    card = detector_card(
        VideoMAESnippets.card, "86.5 M parameters, 81.5 % top-1 on Kinetics-400 (its authors' figure)."
    )


class VJEPA2Actions(ActionDetector):
    """V-JEPA 2 in windows: 174 doings with things ("pushing something so that it falls off the table")."""

    network = VJEPA2Snippets
    card = detector_card(
        VJEPA2Snippets.card,
        "375 M parameters. Licence as its public repository states it; not read again here. Something-Something v2 "
        "names what hands do with things.",
    )
