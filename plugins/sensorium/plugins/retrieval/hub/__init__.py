"""Dual towers of the hub profile: pictures and texts are embedded apart and compared by their angle.

`towers` embeds, `clip` and `siglip` are the checkpoints, `matching` and `masked` hold the single towers.
"""

from sensorium.plugins.retrieval.hub.clip import ClipRetrieval, ClipVectors
from sensorium.plugins.retrieval.hub.siglip import SiglipRetrieval, SiglipVectors
from sensorium.plugins.retrieval.vectors import VECTORS

HUB = (VECTORS, ClipRetrieval, ClipVectors, SiglipRetrieval, SiglipVectors)
