"""Speech: when somebody speaks (activity), what is said (recognition), and that in English or another language.

`silero`, `moonshine` and `whisper` are the networks, `voiced`, `loudness`, `wording`, `tokens` and `matching` the
arithmetic around them; `listener` chooses who hears an utterance, `moments` turns it into an answer. `live` hears
sound that is still coming in: `session` with `endpoints`, `agreement` and `writers`.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.speech.activity import VoiceActivity
from sensorium.plugins.speech.hub import HUB
from sensorium.plugins.speech.live import LiveRecognition, LiveTranslation
from sensorium.plugins.speech.recognition import FastRecogniser, Recogniser
from sensorium.plugins.speech.translation import TextTranslator, Translator


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of voice_activity_detection, speech_recognition and speech_translation."""
    registrar.add(
        API, VoiceActivity, FastRecogniser, Recogniser, Translator, TextTranslator, LiveRecognition, LiveTranslation
    )
    registrar.add(API, *HUB)
