"""Pictures and texts held against each other, and libraries searched with them.

`embedding` places both in one space by what `mobilenet` and the detector recognise (`concepts`); `retrieval` searches
libraries and weighs texts, `matching` judges one text. `tensors` and `onnx_graph` bring torch's weights to onnxruntime.
`hub` has the towers of the hub profile.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.retrieval.embedding import LabelSpace
from sensorium.plugins.retrieval.hub import HUB
from sensorium.plugins.retrieval.matching import Matching
from sensorium.plugins.retrieval.retrieval import Retrieval


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models of image_text_embedding, image_text_retrieval and image_text_matching."""
    registrar.add(API, LabelSpace, Retrieval, Matching, *HUB)
