"""Models that talk: SmolVLM2-500M (English, small) and Qwen3-VL-2B (many languages)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import UNREAD, repo_files
from sensorium.plugins.captioning.hub.chat import QWEN, SMOL, ChatVision, Speech
from sensorium.plugins.captioning.hub.qwen3_vl import RUNS_ON, WEIGHTS
from sensorium.plugins.vqa.hub.asking import Answering

if TYPE_CHECKING:
    from sensorium.core.model import LoadContext
    from sensorium.plugins.captioning.hub.chat import Frames

SMOL_REPO = "HuggingFaceTB/SmolVLM2-500M-Video-Instruct"
SMOL_FILES = (
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "preprocessor_config.json",
    "processor_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
)
WORDS = 64
BRIEFLY = "Answer briefly."


class _Talking(Answering):
    """Shown all frames at once, with their times; answers in a few words."""

    speech: ClassVar[Speech]

    def load(self, context: LoadContext) -> None:
        self._chat = ChatVision(context, self.card, self.speech)

    def guesses(self, shown: Frames, question: str) -> dict[str, float]:
        said = self._chat.ask(shown, f"{question} {BRIEFLY}", WORDS)
        return {said.text: said.score}


class SmolVLMAnswers(_Talking):
    """Small enough for a CPU."""

    speech = SMOL
    card = Card(
        "smolvlm2-500m-video-instruct",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=1100 << 20, bytes_each=300 << 20, max_batch=8),
            RunsOn("cpu", "float32", bytes=2200 << 20, bytes_each=600 << 20, max_batch=2),
        ),
        weights=repo_files(SMOL_REPO, *SMOL_FILES),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        note=f"0.5 B parameters; needs num2words, which the extra brings. {UNREAD}",
    )


class Qwen3VLAnswers(_Talking):
    """Answers in the question's language."""

    english = False
    speech = QWEN
    card = Card(
        "qwen3-vl-2b-instruct",
        "1",
        "Apache-2.0",
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        repeats=1e-3,
        profile="hub",
        note=f"2.1 B parameters, many languages. {UNREAD}",
    )
