"""Models of captioning."""

from sensorium.core.hookspecs import Registrar, hookimpl


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models."""
