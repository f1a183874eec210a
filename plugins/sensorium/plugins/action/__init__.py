"""When something is done: networks of short clips in sliding windows, grouped into moments.

`i3d` (built by `onnxgraph`) gives the scores of snippets; `naming` finds the classes a phrase means; `segments`,
`grouping`, `suppression` and `detecting` make stretches of a series of scores, `moments` and `detector` an answer.
`hub` holds the larger networks.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.action.hub import HUB
from sensorium.plugins.action.model import I3DActions, I3DSnippets
from sensorium.plugins.action.snippets import SNIPPETS


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of temporal_action_detection and what they ask."""
    registrar.add(API, SNIPPETS, I3DSnippets, I3DActions, *HUB)
