"""Pictures and texts held against each other, and libraries searched with them.

`embedding` places both in one space by what `seeing` recognises (`mobilenet`, the detector, `concepts`); `retrieval`
searches libraries and weighs texts, `matching` judges one text. `training` tunes `heads` on `pairs`, `tuned` runs them.
`tensors` and `onnx_graph` bring torch's weights to onnxruntime.
`hub` has the towers of the hub profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.retrieval.embedding import LabelSpace
from sensorium.plugins.retrieval.hub import HUB
from sensorium.plugins.retrieval.matching import Matching
from sensorium.plugins.retrieval.retrieval import Retrieval
from sensorium.plugins.retrieval.training import ContrastiveTrainer
from sensorium.plugins.retrieval.tuned import KIND, Tuning, tuned_models

if TYPE_CHECKING:
    from collections.abc import Callable

    from sensorium.core.training import Trainer


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the models, and those tuned on this machine."""
    registrar.add(API, LabelSpace, Retrieval, Matching, Tuning, *tuned_models(), *HUB)


@hookimpl
def sensorium_trainers() -> dict[str, Callable[[], Trainer]]:
    """What can be trained here."""
    return {KIND: ContrastiveTrainer}
