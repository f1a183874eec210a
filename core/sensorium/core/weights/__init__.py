"""Weights: files known by digest, fetched from a hub, the package index, torchvision or disk, kept in one store.

A model declares `WeightFile`s in its card; `store.WeightStore` has them, `status.status` says what is there.
"""

from sensorium.core.weights.file import (
    HubFile,
    LocalFile,
    PluginFile,
    Source,
    TorchvisionWeights,
    UrlFile,
    WeightFile,
    WheelMember,
)

__all__ = [
    "HubFile",
    "LocalFile",
    "PluginFile",
    "Source",
    "TorchvisionWeights",
    "UrlFile",
    "WeightFile",
    "WheelMember",
]
