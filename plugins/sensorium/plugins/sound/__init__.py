"""Sounds: what is heard when, cleaner speech, and whether sound and picture go together.

`phrases` says what may be asked for, `spectrogram` and `yamnet` listen, `likelihood` and `claims` judge,
`classification` answers. `mfcc`, `cnn`, `recordings` and `training` learn a user's own sounds, `learnt` runs them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.sound.classification import YamnetSounds

if TYPE_CHECKING:
    from sensorium.core.training import Trainer


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of sound."""
    registrar.add(API, YamnetSounds)


@hookimpl
def sensorium_trainers() -> dict[str, Callable[[], Trainer]]:
    """The trainer of sounds."""
    from sensorium.plugins.sound.training import AudioTrainer

    return {"audio": AudioTrainer}
