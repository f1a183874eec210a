"""Weights that torchvision publishes, by the name of their enum."""

from __future__ import annotations

from importlib import import_module

from sensorium.core.weights.download import download
from sensorium.core.weights.fetch import Fetched, SourceFailed, Wanted
from sensorium.core.weights.file import TorchvisionWeights


def fetch(source: TorchvisionWeights, wanted: Wanted) -> Fetched:
    """Download the file the enum points at; torchvision is asked for the address only."""
    into = wanted.folder / "file"
    download(_address(source.enum), into, wanted)
    return Fetched(into)


def _address(enum: str) -> str:
    try:
        models = import_module("torchvision.models")
    except ImportError as error:
        raise SourceFailed("torchvision is not installed", where=enum, fix="pip install 'sensorium[hub]'") from error
    try:
        return str(models.get_weight(enum).url)
    except (AttributeError, ValueError) as error:
        raise SourceFailed(f"torchvision knows no such weights: {error}", where=enum) from error
