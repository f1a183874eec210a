"""Weights: files known by digest, fetched from a hub, the package index, torchvision or disk, kept in one store."""

from sensorium.core.weights.file import HubFile, LocalFile, TorchvisionWeights, UrlFile, WeightFile, WheelMember

__all__ = ["HubFile", "LocalFile", "TorchvisionWeights", "UrlFile", "WeightFile", "WheelMember"]
