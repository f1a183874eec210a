"""Sounds: what is heard when, cleaner speech, and whether sound and picture go together.

`phrases` says what may be asked for, `spectrogram` and `yamnet` listen, `likelihood` and `claims` judge,
`classification` answers. `mfcc`, `cnn`, `recordings` and `training` learn a user's own sounds, `learnt` runs them.
`enhancement` cleans speech by `gating`, and `snr` says by how much. `alignment` compares
`mouths` with the sound, `lag` tells by how much one is later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.sound.alignment import MouthMotion
from sensorium.plugins.sound.classification import YamnetSounds
from sensorium.plugins.sound.enhancement import SpectralGate
from sensorium.plugins.sound.hub import HUB

if TYPE_CHECKING:
    from sensorium.core.training import Trainer


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of sound."""
    registrar.add(API, YamnetSounds, SpectralGate, MouthMotion, *HUB)


@hookimpl
def sensorium_trainers() -> dict[str, Callable[[], Trainer]]:
    """The trainer of sounds."""
    from sensorium.plugins.sound.training import AudioTrainer

    return {"audio": AudioTrainer}
