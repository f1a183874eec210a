"""Models of torchvision opened from the file behind an enum."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra 'hub'")
pytest.importorskip("torchvision", reason="needs the extra 'hub'")

import torch
from torchvision import models

from core.checkpoints.opening import Opening
from sensorium.core.card import Card
from sensorium.core.checkpoints import open_torchvision
from sensorium.core.errors import WeightsError

pytestmark = pytest.mark.filterwarnings("ignore")
CARD = Card("squeezenet", "1", "BSD-3-Clause")
ENUM = "SqueezeNet1_1_Weights.IMAGENET1K_V1"


def written(folder: Path) -> dict[str, Any]:
    state: dict[str, Any] = models.squeezenet1_1(weights=None).state_dict()
    torch.save(state, folder / f"{ENUM}.pth")
    return state


def test_the_builder_the_file_and_the_transforms_come_together(tmp_path: Path) -> None:
    from PIL import Image

    state = written(tmp_path)
    model, transforms, categories = open_torchvision(Opening(tmp_path), CARD, "squeezenet1_1", ENUM)
    assert len(categories) == 1000
    assert torch.equal(model.state_dict()["features.0.weight"], state["features.0.weight"])
    assert model(transforms(Image.new("RGB", (300, 200)))[None]).shape == (1, 1000)


def test_a_missing_tensor_is_refused(tmp_path: Path) -> None:
    state = written(tmp_path)
    del state["classifier.1.bias"]
    torch.save(state, tmp_path / f"{ENUM}.pth")
    with pytest.raises(WeightsError, match=r"classifier\.1\.bias"):
        open_torchvision(Opening(tmp_path), CARD, "squeezenet1_1", ENUM)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="does not open"):
        open_torchvision(Opening(tmp_path), CARD, "squeezenet1_1", ENUM)
