"""torchvision's weights, with and without torchvision."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from sensorium.core.weights import TorchvisionWeights
from sensorium.core.weights.fetch import SourceFailed
from sensorium.core.weights.sources import torchvision

SOURCE = TorchvisionWeights(enum="S3D_Weights.KINETICS400_V1")


@pytest.fixture
def models(monkeypatch):
    """A torchvision that knows one enum."""

    def get_weight(name):
        if name != SOURCE.enum:
            raise ValueError(f"unknown {name}")
        return SimpleNamespace(url="https://files.test/s3d.pth")

    module = ModuleType("torchvision.models")
    module.get_weight = get_weight
    monkeypatch.setitem(sys.modules, "torchvision", ModuleType("torchvision"))
    monkeypatch.setitem(sys.modules, "torchvision.models", module)


def test_the_enum_leads_to_the_address(models, server, wanted):
    server.files["https://files.test/s3d.pth"] = b"x"
    assert torchvision.fetch(SOURCE, wanted()).path.read_bytes() == b"x"


def test_an_unknown_enum_is_a_typed_error(models, wanted):
    with pytest.raises(SourceFailed, match="knows no such weights"):
        torchvision.fetch(TorchvisionWeights(enum="Other_Weights.V1"), wanted())


def test_without_torchvision_the_extra_is_named(monkeypatch, wanted):
    monkeypatch.setitem(sys.modules, "torchvision.models", None)
    with pytest.raises(SourceFailed, match=r"sensorium\[hub\]"):
        torchvision.fetch(SOURCE, wanted())
