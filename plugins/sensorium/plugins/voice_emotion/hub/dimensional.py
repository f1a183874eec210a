"""audeering/wav2vec2-large-robust-12-ft-emotion-msp-dim (Wagner et al. 2023): arousal, dominance and valence.

Its regression head is no class of transformers; the few lines of it are our own, so that no remote code is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.model import LoadContext
from sensorium.core.values import AffectScores
from sensorium.plugins.voice_emotion.hub.judging import RATE, Judge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPO = "audeering/wav2vec2-large-robust-12-ft-emotion-msp-dim"
AROUSAL, VALENCE = 0, 2
"""Places in the output; dominance lies between them and has none among our values."""


def regression() -> Any:
    """The class of the checkpoint: the trunk's mean over time, a hidden layer and three outputs of about 0..1."""
    torch, transformers = library("torch"), library("transformers")
    nn = torch.nn

    class Head(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self, config: Any) -> None:
            super().__init__()
            self.dense = nn.Linear(config.hidden_size, config.hidden_size)
            self.out_proj = nn.Linear(config.hidden_size, config.num_labels)

        def forward(self, states: Any) -> Any:
            return self.out_proj(torch.tanh(self.dense(states)))

    class Regression(transformers.Wav2Vec2PreTrainedModel):  # type: ignore[misc, name-defined]
        def __init__(self, config: Any) -> None:
            super().__init__(config)
            self.wav2vec2 = transformers.Wav2Vec2Model(config)
            self.classifier = Head(config)
            self.post_init()

        def forward(self, input_values: Any) -> Any:
            return self.classifier(self.wav2vec2(input_values).last_hidden_state.mean(dim=1))

    return Regression


class DimensionalJudge(Judge):
    """Valence and arousal as they are; no emotion is named, so that all of the labels' mass is unknown."""

    card = Card(
        "wav2vec2-msp-dim-judging",
        "1",
        "CC-BY-NC-SA-4.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=670 << 20, bytes_each=300 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=670 << 20, bytes_each=300 << 20, max_batch=2),
        ),
        weights=(*repo_files(REPO, "config.json", "preprocessor_config.json"), repo_weights(REPO)),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note="165 M parameters, trained on MSP-Podcast, natural English speech.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint in our class."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model(regression(), unused=("wav2vec2.masked_spec_embed",))
        self._hears: Any = self._checkpoint.part("Wav2Vec2FeatureExtractor")

    def judge(self, sound: NDArray[np.float32]) -> AffectScores:
        """From 0..1 to -1..1."""
        made = self._hears(sound, sampling_rate=RATE, return_tensors="pt")
        values = self._checkpoint.tensors({"input_values": made["input_values"]})["input_values"]
        with library("torch").inference_mode():
            told = (self._model(values)[0].float().cpu().numpy() * 2 - 1).clip(-1, 1)
        return AffectScores(unknown=1.0, valence=float(told[VALENCE]), arousal=float(told[AROUSAL]))
