"""Networks that make media in the hub profile: `pictures` through diffusers, `voices` through transformers."""

from sensorium.plugins.generation.hub.pictures import SdTurbo, SdxlTurbo
from sensorium.plugins.generation.hub.voices import MmsSpeech, SpeechT5

HUB = (SdTurbo, SdxlTurbo, SpeechT5, MmsSpeech)
