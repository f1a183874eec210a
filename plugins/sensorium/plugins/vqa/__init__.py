"""Models of vqa."""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.vqa.hub import HUB


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models."""
    registrar.add(API, *HUB)
