"""What ``sensorium train`` made on this machine, as models beside all others: each under ``trained/NAME``."""

from sensorium.core.hookspecs import API, Registrar, hookimpl


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register every result in the user's home; one that is damaged is told, and the rest of sensorium works."""
    from sensorium.plugins.trained.models import trained_models

    registrar.add(API, *trained_models())
