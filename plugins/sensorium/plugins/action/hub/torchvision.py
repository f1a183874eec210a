"""3D convolutions and a video transformer that torchvision publishes, trained on Kinetics-400 (the article's kind).

S3D (Xie et al. 2018), R3D-18 (Tran et al. 2018) and MViTv2-S (Li et al. 2022). The top-1 figures in the notes are
torchvision's own, of whole videos.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Torchvision, enum_file, library, number_format, open_torchvision
from sensorium.core.model import LoadContext
from sensorium.core.sees import Sees
from sensorium.plugins.action.detector import ActionDetector
from sensorium.plugins.action.hub.networks import FOUR_BY_THREE, Network, detector_card
from sensorium.plugins.action.snippets import SNIPPETS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LICENCE = "BSD-3-Clause"


def _places(size: int, each: int) -> tuple[RunsOn, ...]:
    """Memory of weights of `size` MiB in float32 and of `each` MiB a clip."""
    cuda = RunsOn("cuda", bytes=size << 20, bytes_each=each << 20, max_batch=16)
    return cuda, RunsOn("cpu", bytes=size << 20, bytes_each=each << 20, max_batch=2)


class _Published(Network):
    """A network of torchvision with the transforms of its weights."""

    task = SNIPPETS
    builder: ClassVar[str]
    enum: ClassVar[str]

    def load(self, context: LoadContext) -> None:
        """Open the weights of the enum."""
        self._opened: Torchvision = open_torchvision(context, self.card, self.builder, self.enum)
        self._place = context.device, number_format(context)

    def logits(self, clips: Sequence[NDArray[np.uint8]]) -> Any:
        """One batch; the transforms take (frames, channels, height, width)."""
        torch = library("torch")
        made = [self._opened.transforms(torch.from_numpy(clip.copy()).permute(0, 3, 1, 2)) for clip in clips]
        device, dtype = self._place
        with torch.inference_mode():
            return self._opened.model(torch.stack(made).to(device, dtype))

    def labels(self) -> str:
        """The categories of the enum."""
        return "\n".join(self._opened.categories)


def _snippets(name: str, enum: str, places: tuple[RunsOn, ...]) -> Card:
    weights = (enum_file(enum),)
    return Card(
        f"{name}-snippets",
        "1",
        LICENCE,
        runs_on=places,
        weights=weights,
        repeats=1e-4,
        profile="hub",
        requires=TRANSFORMERS,
    )


def _detector(network: type[_Published], note: str) -> Card:
    terms = "Kinetics-400 is offered for research by its makers; the weights are torchvision's, BSD-3-Clause."
    return detector_card(network.card, f"{note} {terms}")


class S3DSnippets(_Published):
    """64 frames over four seconds."""

    builder, enum = "s3d", "S3D_Weights.KINETICS400_V1"
    sees = Sees(every=1.0, context=1.5, fps=16, size=FOUR_BY_THREE, fit="crop")
    card = _snippets("torchvision-s3d", enum, _places(34, 900))


class R3DSnippets(_Published):
    """16 frames over one second."""

    builder, enum = "r3d_18", "R3D_18_Weights.KINETICS400_V1"
    sees = Sees(every=1.0, fps=16, size=FOUR_BY_THREE, fit="crop")
    card = _snippets("torchvision-r3d18", enum, _places(130, 400))


class MViTSnippets(_Published):
    """16 frames over two seconds."""

    builder, enum = "mvit_v2_s", "MViT_V2_S_Weights.KINETICS400_V1"
    sees = Sees(every=1.0, context=0.5, fps=8, size=FOUR_BY_THREE, fit="crop")
    card = _snippets("torchvision-mvit2s", enum, _places(140, 700))


class S3DActions(ActionDetector):
    """S3D in windows."""

    network = S3DSnippets
    card = _detector(S3DSnippets, "8.3 M parameters, 68.4 % top-1 on Kinetics-400.")


class R3DActions(ActionDetector):
    """R3D-18 in windows."""

    network = R3DSnippets
    card = _detector(R3DSnippets, "33 M parameters, 63.2 % top-1 on Kinetics-400.")


class MViTActions(ActionDetector):
    """MViTv2-S in windows."""

    network = MViTSnippets
    card = _detector(MViTSnippets, "34.5 M parameters, 80.8 % top-1 on Kinetics-400.")
