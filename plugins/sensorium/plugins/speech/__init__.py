"""Speech: when somebody speaks (activity) and what is said (recognition).

`silero`, `moonshine` and `whisper` are the networks, `voiced`, `loudness`, `stretches`, `wording`, `tokens` and
`matching` the arithmetic around them; `listener` chooses who hears an utterance, `moments` turns it into an answer.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.speech.activity import VoiceActivity
from sensorium.plugins.speech.hub import HUB
from sensorium.plugins.speech.recognition import FastRecogniser, Recogniser


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of voice_activity_detection and speech_recognition."""
    registrar.add(API, VoiceActivity, FastRecogniser, Recogniser)
    registrar.add(API, *HUB)
