"""Networks that make media in the hub profile.

`pictures` and `clips` paint and film through diffusers, `voices` speak; `moving` makes films of clips.
"""

from sensorium.plugins.generation.hub.clips import CLIP, WanClips
from sensorium.plugins.generation.hub.moving import WanFilm
from sensorium.plugins.generation.hub.pictures import SdTurbo, SdxlTurbo
from sensorium.plugins.generation.hub.voices import MmsSpeech, SpeechT5

HUB = (SdTurbo, SdxlTurbo, SpeechT5, MmsSpeech, CLIP, WanClips, WanFilm)
