"""A Vision Transformer of faces, over the real face detector."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import shared
from hub.kit import Recipe
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.affect import AffectOutput, FaceInput
from sensorium.core.values import Image
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.face_expression.hub.vit import NAMES, VitExpression
from sensorium.plugins.face_expression.weights import LANDMARKER


def vit(folder: Path) -> None:
    """Larger than others are: the heaviest file of the folder must be the checkpoint, not the detector."""
    from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessor

    store = WeightStore.of(Settings.load())
    if store.missing((LANDMARKER,)):
        pytest.skip("the face detector's weights are not in the store")
    shutil.copyfile(store.path(LANDMARKER), folder / LANDMARKER.name)
    named = {"id2label": dict(enumerate(NAMES)), "label2id": {name: i for i, name in enumerate(NAMES)}}
    config = ViTConfig(
        hidden_size=192, num_hidden_layers=4, num_attention_heads=2, intermediate_size=768, image_size=32, patch_size=8,
        **named,
    )  # fmt: skip
    ViTForImageClassification(config).save_pretrained(folder)
    ViTImageProcessor(size={"height": 32, "width": 32}).save_pretrained(folder)


def asked(folder: Path) -> list[FaceInput]:
    faces = shared() / "media/faces"
    if not faces.is_dir():
        pytest.skip(f"no faces at {faces}")
    pictures = [open_media(file) for file in sorted(faces.iterdir()) if file.suffix in (".jpg", ".jpeg", ".png")]
    return [FaceInput(media=picture) for picture in pictures[:3] if isinstance(picture, Image)]


def judged(output: AffectOutput) -> None:
    assert output.timeline, "no face was found"
    for row in output.timeline:
        assert row.modality == "face"
        assert abs(sum(row.scores.of(name) for name in NAMES.values()) - 1) < 1e-5


RECIPES = (Recipe(VitExpression, vit, asked, judged, drop="classifier"),)
