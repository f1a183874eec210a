"""Qwen/Qwen3-VL-2B-Instruct, a model that talks about pictures in many languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, repo_files
from sensorium.plugins.captioning.hub.captioner import Captioner
from sensorium.plugins.captioning.hub.chat import QWEN, ChatVision, frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sensorium.core.checkpoints.generation import Said
    from sensorium.core.model import LoadContext

REPO = "Qwen/Qwen3-VL-2B-Instruct"
WEIGHTS = repo_files(
    REPO,
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "preprocessor_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "video_preprocessor_config.json",
)
RUNS_ON = (
    RunsOn("cuda", "bfloat16", bytes=4600 << 20, bytes_each=400 << 20, max_batch=4),
    RunsOn("cpu", "float32", bytes=9200 << 20, bytes_each=800 << 20, max_batch=2),
)
WANTED = "Describe this picture in one sentence."


class Qwen3VLCaptioner(Captioner):
    """One sentence in English."""

    card = Card(
        "qwen3-vl-2b-instruct-captions",
        "1",
        "Apache-2.0",
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        repeats=1e-3,
        profile="hub",
        note=f"2.1 B parameters. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        self._chat = ChatVision(context, self.card, QWEN)

    def describe(self, pictures: Sequence[NDArray[np.uint8]]) -> Sequence[Said]:
        return [self._chat.ask(frames([picture]), WANTED, 64) for picture in pictures]
