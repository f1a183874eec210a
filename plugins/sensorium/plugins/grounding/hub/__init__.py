"""Grounding in the hub profile: detectors that are told in words what to look for.

`seeking` is what they share; `regions` is the article's way (proposals of Faster R-CNN, crops matched by CLIP), `dino`,
`owl` and `florence2` are open-vocabulary detectors.
"""

from sensorium.plugins.grounding.hub.dino import GroundingDinoTiny, LlmDetLarge
from sensorium.plugins.grounding.hub.florence2 import Florence2Grounding
from sensorium.plugins.grounding.hub.owl import Owlv2Grounding
from sensorium.plugins.grounding.hub.regions import RegionMatching

HUB = (RegionMatching, GroundingDinoTiny, LlmDetLarge, Owlv2Grounding, Florence2Grounding)
