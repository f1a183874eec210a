"""Acting on what is seen and asked: a grid-world policy cloned from a simulator's expert, and rules of the road.

`grid` and `driving` are the two policies, `model` chooses between them; `train` makes the grid policy's weights.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.control.hub import HUB
from sensorium.plugins.control.model import RoutedPolicies


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the model of vision_language_action."""
    registrar.add(API, RoutedPolicies, *HUB)
