"""What tracked things do: turns, paces, approaches, crossings.

`trajectory` and `heading` undo the camera, `turning`, `pace` and `crossing` name what is left, `model` answers.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.motion.model import Motion


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the model of track_events."""
    registrar.add(API, Motion)
