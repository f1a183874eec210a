"""Emotion in the voice: frozen lower layers of a speech encoder and prosody, under a small calibrated linear head.

`ctranslate`, `encoder`, `prosody` and `features` listen, `head` judges, `moments` and `model` answer; `corpora`,
`augment`, `fitting`, `floor` and `train` made the heads, `figures.json` says how good they are.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.voice_emotion.hub import HUB
from sensorium.plugins.voice_emotion.model import PermissiveVoice, ResearchVoice


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of speech_emotion_recognition."""
    registrar.add(API, ResearchVoice, PermissiveVoice)
    registrar.add(API, *HUB)
