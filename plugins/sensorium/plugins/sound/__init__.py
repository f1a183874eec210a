"""Sounds: what is heard when, cleaner speech, and whether sound and picture go together.

`phrases` says what may be asked for, `spectrogram` and `yamnet` listen, `likelihood` and `claims` judge,
`classification` answers.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.sound.classification import YamnetSounds


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of sound."""
    registrar.add(API, YamnetSounds)
