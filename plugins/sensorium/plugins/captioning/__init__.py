"""Captions composed from what other tasks see.

`watching` asks them and makes a `scene` of a picture or a shot; `english` and `chinese` say it; `model` answers.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.captioning.hub import HUB
from sensorium.plugins.captioning.model import ComposedCaption


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of image_captioning."""
    registrar.add(API, ComposedCaption, *HUB)
