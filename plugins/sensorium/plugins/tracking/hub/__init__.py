"""Following things in the hub profile.

`transformer` opens detectors of COCO's things and `models` puts them in the place of the embedded one: they look, the
tracker that links is the same. `described` follows what any words describe, by outlines (`masklets`).
"""

from sensorium.plugins.tracking.hub.described import DescribedTracking
from sensorium.plugins.tracking.hub.models import DFineSightings, DFineTracking, RtDetrSightings, RtDetrTracking

HUB = (RtDetrSightings, RtDetrTracking, DFineSightings, DFineTracking, DescribedTracking)
