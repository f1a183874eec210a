"""Captioners of the hub profile: a picture, or the middle of each shot of a video, in a sentence.

`captioner` is what they share, `generation` makes words and says how sure they are, `chat` asks models that talk.
"""

from sensorium.plugins.captioning.hub.blip import BlipCaptioner
from sensorium.plugins.captioning.hub.florence2 import Florence2Captioner
from sensorium.plugins.captioning.hub.qwen3_vl import Qwen3VLCaptioner
from sensorium.plugins.captioning.hub.vit_gpt2 import VitGpt2Captioner

HUB = (VitGpt2Captioner, BlipCaptioner, Florence2Captioner, Qwen3VLCaptioner)
