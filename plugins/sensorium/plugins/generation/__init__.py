"""Making media from text: speech, and narrated films from scripts.

`sentences` cuts text, `speech` says it, `film` turns a script (`sensorium.core.script`) into a film.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.generation.film.model import Storyboard
from sensorium.plugins.generation.speech.model import HibariSpeech


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of text_to_speech and text_to_video."""
    registrar.add(API, HibariSpeech, Storyboard)
