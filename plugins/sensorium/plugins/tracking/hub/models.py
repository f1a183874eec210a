"""Sightings by RT-DETRv2 (Lv et al. 2024, arXiv 2407.17140) and D-FINE (Peng et al. 2024, arXiv 2410.13842)."""

from __future__ import annotations

from typing import ClassVar

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, UNREAD, repo_files
from sensorium.core.model import LoadContext
from sensorium.plugins.grounding.labels import LABELS
from sensorium.plugins.grounding.vocabulary import NOUNS
from sensorium.plugins.tracking.hub.transformer import TransformerDetector
from sensorium.plugins.tracking.looking import Looking
from sensorium.plugins.tracking.model import Tracking

FILES = ("config.json", "model.safetensors", "preprocessor_config.json")


def _sightings(name: str, repo: str, note: str) -> Card:
    return Card(
        name,
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=300 << 20, bytes_each=80 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=300 << 20, bytes_each=80 << 20, max_batch=2),
        ),
        weights=repo_files(repo, *FILES),
        vocabulary=LABELS,
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"{note} COCO's 80 things; scores mapped by the usual threshold, not by a fit. {UNREAD}",
    )


def _tracking(name: str) -> Card:
    return Card(
        name,
        "1",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=16 << 20),),
        vocabulary=NOUNS,
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note="Links the sightings of its detector as the embedded tracker does; it holds no weights itself.",
    )


class _Sightings(Looking):
    """Looks at the same instants as the embedded model, at a larger picture."""

    sees = Looking.sees._replace(size=(640, 480))
    architecture: ClassVar[str]

    def load(self, context: LoadContext) -> None:
        self._detector = TransformerDetector(context, self.card, self.architecture)


class RtDetrSightings(_Sightings):
    """PekingU/rtdetr_v2_r18vd."""

    architecture = "RTDetrV2ForObjectDetection"
    card = _sightings("rtdetr-v2-r18vd-sightings", "PekingU/rtdetr_v2_r18vd", "20 M parameters.")


class DFineSightings(_Sightings):
    """ustc-community/dfine-small-coco."""

    architecture = "DFineForObjectDetection"
    card = _sightings("dfine-small-coco-sightings", "ustc-community/dfine-small-coco", "10 M parameters.")


class RtDetrTracking(Tracking):
    """Tracks of what RT-DETRv2 sees."""

    card = _tracking("rtdetr-v2-r18vd-tracking")
    sightings = RtDetrSightings


class DFineTracking(Tracking):
    """Tracks of what D-FINE sees."""

    card = _tracking("dfine-small-coco-tracking")
    sightings = DFineSightings
