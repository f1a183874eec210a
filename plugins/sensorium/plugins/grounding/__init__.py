"""Finding what a noun phrase describes in a picture: detector, colour words, sizes, places, relations.

`phrase` reads the words, `detector` and `colour` look, `matching` scores, `model` answers. `hub` has detectors that
know any words; `described` leaves them what geometry does not decide.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.grounding.hub import HUB
from sensorium.plugins.grounding.model import Grounding


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of visual_grounding."""
    registrar.add(API, Grounding, *HUB)
