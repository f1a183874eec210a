"""Networks of speech in the hub profile.

`writing` is what they are asked; `whisper`, `transducer`, `ctc`, `qwen` and `seamless` write; `recognition` and
`translation` cut speech into utterances and ask them.
"""

from sensorium.plugins.speech.hub.ctc import CtcWriter
from sensorium.plugins.speech.hub.qwen import QwenWriter
from sensorium.plugins.speech.hub.recognition import (
    CtcRecogniser,
    LargeRecogniser,
    ParakeetRecogniser,
    QwenRecogniser,
    TurboRecogniser,
)
from sensorium.plugins.speech.hub.seamless import SeamlessWriter
from sensorium.plugins.speech.hub.transducer import ParakeetWriter
from sensorium.plugins.speech.hub.translation import LargeTranslator, SeamlessTranslator
from sensorium.plugins.speech.hub.whisper import LargeWriter, TurboWriter
from sensorium.plugins.speech.hub.writing import WRITING

HUB = (
    WRITING, TurboWriter, LargeWriter, ParakeetWriter, QwenWriter, CtcWriter, SeamlessWriter,
    TurboRecogniser, LargeRecogniser, ParakeetRecogniser, QwenRecogniser, CtcRecogniser,
    LargeTranslator, SeamlessTranslator,
)  # fmt: skip
