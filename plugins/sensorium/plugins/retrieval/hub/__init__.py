"""Pictures held against texts in the hub profile: dual towers, single towers, masked words.

`towers` embeds picture and text apart and compares their angle (`clip`, `siglip`); a single tower reads both at once
(`vilt`, `blip`), for `matching`, or to fill in `masked` words (with `bert` for texts alone).
"""

from sensorium.plugins.retrieval.hub.bert import BertMasked
from sensorium.plugins.retrieval.hub.blip import BlipMatching
from sensorium.plugins.retrieval.hub.clip import ClipEmbedding, ClipRetrieval
from sensorium.plugins.retrieval.hub.siglip import SiglipEmbedding, SiglipRetrieval
from sensorium.plugins.retrieval.hub.vilt import ViltMasked, ViltMatching

HUB = (
    ClipRetrieval,
    ClipEmbedding,
    SiglipRetrieval,
    SiglipEmbedding,
    ViltMatching,
    BlipMatching,
    ViltMasked,
    BertMasked,
)
