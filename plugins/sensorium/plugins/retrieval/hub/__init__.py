"""Pictures held against texts in the hub profile: dual towers, single towers, masked words.

`towers` embeds picture and text apart and compares their angle (`clip`, `siglip`); a single tower reads both at once
(`vilt`, `blip`), for `matching`, or to fill in `masked` words (with `bert` for texts alone).
"""

from sensorium.plugins.retrieval.hub.bert import BertMasked
from sensorium.plugins.retrieval.hub.blip import BlipMatching
from sensorium.plugins.retrieval.hub.clip import ClipRetrieval, ClipVectors
from sensorium.plugins.retrieval.hub.siglip import SiglipRetrieval, SiglipVectors
from sensorium.plugins.retrieval.hub.vilt import ViltMasked, ViltMatching
from sensorium.plugins.retrieval.vectors import VECTORS

HUB = (
    VECTORS,
    ClipRetrieval,
    ClipVectors,
    SiglipRetrieval,
    SiglipVectors,
    ViltMatching,
    BlipMatching,
    ViltMasked,
    BertMasked,
)
