"""Affect from the voice, the words and the face together: late fusion over other tasks' answers.

`feelings` says which labels a feeling stands for, `circumplex` where labels lie in valence and arousal, `fusion` is
the pure arithmetic, `atoms` turns fused spans into moments, `model` asks the other tasks.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.affect.model import LateFusion


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the model of multimodal_affect."""
    registrar.add(API, LateFusion)
