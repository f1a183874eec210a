"""Emotion and polarity of a text: English by a small head over MiniLM vectors and word evidence, Chinese by a lexicon.

`language` picks the way, `english` and `chinese` go it, `train` makes the head's weights, `model` is the plugin's face.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.text_emotion.hub import HUB
from sensorium.plugins.text_emotion.model import TextEmotion


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the model of text_emotion_recognition."""
    registrar.add(API, TextEmotion, *HUB)
