"""Affect from the voice, the words and the face together: late fusion over other tasks' answers.

`feelings` says which labels a feeling stands for, `circumplex` where labels lie in valence and arousal, `fusion` is
the pure arithmetic, `atoms` turns fused spans into moments, `model` asks the other tasks.

A fusion of a user's own is learnt from recordings: `features` and `perceiving` make a row of each utterance,
`attending` and `examples` of labelled files, `labels`, `fusing` and `training` learn, `learnt` runs what came out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.affect.model import LateFusion

if TYPE_CHECKING:
    from sensorium.core.training import Trainer


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the model of multimodal_affect."""
    registrar.add(API, LateFusion)


@hookimpl
def sensorium_trainers() -> dict[str, Callable[[], Trainer]]:
    """The trainer of feelings."""
    from sensorium.plugins.affect.training import AffectTrainer

    return {"affect": AffectTrainer}
