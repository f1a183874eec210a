"""Following things through video: sightings (detector and camera, once per video), tracks (per phrase).

`looking` sees, `camera` and `scene` know where the camera looks, `tracker` links sightings, `model` answers a phrase.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.tracking.hub import HUB
from sensorium.plugins.tracking.looking import Looking
from sensorium.plugins.tracking.model import Tracking
from sensorium.plugins.tracking.sightings import SIGHTINGS


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the sightings and the models of object_tracking."""
    registrar.add(API, SIGHTINGS, Looking, Tracking, *HUB)
