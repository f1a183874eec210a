"""Following things with the detectors of the hub profile: they look, the tracker that links is the same.

`transformer` opens the detectors, `models` has the sightings and the trackers that start from them.
"""

from sensorium.plugins.tracking.hub.models import DFineSightings, DFineTracking, RtDetrSightings, RtDetrTracking

HUB = (RtDetrSightings, RtDetrTracking, DFineSightings, DFineTracking)
