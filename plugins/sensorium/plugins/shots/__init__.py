"""Where a video cuts from one shot to the next: PySceneDetect proposes cuts, `likeness` disposes of the false ones.

`spotter` follows the pictures and `model` is the plugin's face.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.shots.model import ShotBoundaries


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the model of shot_boundary_detection."""
    registrar.add(API, ShotBoundaries)
