"""The article's grounding: regions proposed by Faster R-CNN, each crop matched with the words by CLIP."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, Checkpoint, enum_file, open_torchvision, repo_files, repo_weights
from sensorium.core.checkpoints.pictures import pillow
from sensorium.plugins.grounding.colour import COLOURS
from sensorium.plugins.grounding.hub.seeking import Seeking, Sights, distinct
from sensorium.plugins.grounding.labels import LABELS
from sensorium.plugins.grounding.vocabulary import labels_of
from sensorium.plugins.retrieval.hub.clip import FILES, PADDING, REPO
from sensorium.plugins.retrieval.hub.towers import TwoTowers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.model import LoadContext

ENUM = "FasterRCNN_ResNet50_FPN_V2_Weights.COCO_V1"
MOST = 32
"""Regions whose crops are matched."""
MARGIN = 0.1
"""Of a region's size, shown around it: CLIP knows things in their place."""


class RegionMatching(Seeking):
    """What a region is called competes with the other things of COCO, and a colour with the other colours."""

    builder: ClassVar[str] = "fasterrcnn_resnet50_fpn_v2"
    options: ClassVar[Mapping[str, Any]] = {"box_score_thresh": 0.1, "box_detections_per_img": MOST}
    calibration = (0.5, 0.12)
    card = Card(
        "faster-rcnn-clip",
        "1",
        "BSD-3-Clause AND MIT",
        runs_on=(
            RunsOn("cuda", "float32", bytes=800 << 20, bytes_each=600 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=800 << 20, bytes_each=600 << 20, max_batch=2),
        ),
        weights=(enum_file(ENUM), *repo_files(REPO, *FILES, folder="clip"), repo_weights(REPO, folder="clip")),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"Faster R-CNN ResNet-50 (43.7 M), CLIP ViT-B/32 (151 M); probabilities are not fitted. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._detector = open_torchvision(context, self.card, self.builder, ENUM, **self.options)
        self._towers = TwoTowers(Checkpoint(context, self.card, "clip"), "CLIPModel", "CLIPProcessor", PADDING)
        self._device = context.device
        # Words come again with every frame of a film.
        self._vectors = lru_cache(maxsize=256)(lambda word: self._towers.texts((word, *contrasts(word))))

    def seek(self, pictures: Sequence[NDArray[np.uint8]], words: Sequence[tuple[str, ...]]) -> Sequence[Sights]:
        shown = [self._detector.transforms(picture).to(self._device) for picture in pillow(pictures)]
        found = self._detector.model(shown)
        return [self._match(*seen) for seen in zip(pictures, words, found, strict=True)]

    def _match(self, picture: NDArray[np.uint8], words: tuple[str, ...], found: Mapping[str, Any]) -> Sights:
        height, width = picture.shape[:2]
        boxes = found["boxes"].float().cpu().numpy() / np.array([width, height, width, height], np.float32)
        regions = distinct(Sights(boxes, found["scores"].float().cpu().numpy().reshape(-1, 1))).boxes[:MOST]
        if not len(regions):
            return Sights(np.zeros((0, 4), np.float32), np.zeros((0, len(words)), np.float32))
        crops = self._towers.pictures([cropped(picture, box) for box in regions])
        scores = [self._towers.shares(crops @ self._vectors(word).T)[:, 0] for word in words]
        return Sights(regions, np.asarray(np.stack(scores, axis=1), np.float32))


def contrasts(word: str) -> tuple[str, ...]:
    """What else a region may be: the things of COCO that the words do not name, or the same in another colour."""
    named = frozenset().union(*(labels_of(part) or () for part in (word, *word.split())))
    others = [label for label in LABELS if label not in named]
    colours = [colour for colour in COLOURS if colour in word.split()]
    painted = [word.replace(own, other) for own in colours for other in COLOURS if other not in colours]
    return (*painted, *others, "background")


def cropped(picture: NDArray[np.uint8], box: NDArray[np.float32]) -> NDArray[np.uint8]:
    """A region (x0, y0, x1, y1 as fractions) with its margin; at least a pixel."""
    height, width = picture.shape[:2]
    rim = MARGIN * (box[2:] - box[:2])
    x0, y0 = (np.clip(box[:2] - rim, 0, 1) * (width, height)).astype(int)
    x1, y1 = np.ceil(np.clip(box[2:] + rim, 0, 1) * (width, height)).astype(int)
    x0, y0 = min(x0, width - 1), min(y0, height - 1)
    return np.ascontiguousarray(picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])
