"""The emotion heads of the SUPERB benchmark (Yang et al. 2021): four classes of IEMOCAP over wav2vec 2.0 and HuBERT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.errors import WeightsError
from sensorium.core.model import LoadContext
from sensorium.core.values import AffectScores, Emotion
from sensorium.plugins.affect.circumplex import scores_of
from sensorium.plugins.voice_emotion.hub.judging import RATE, Judge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAMES: dict[str, Emotion] = {"neu": "neutral", "hap": "happy", "ang": "angry", "sad": "sad"}
"""The checkpoints' labels; IEMOCAP's excitement counts as happy. Fear, disgust and surprise are not told."""


class SuperbJudge(Judge):
    """A classifier of whole sounds."""

    architecture: ClassVar[str]
    trunk: ClassVar[str]

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint. What masked its training is not asked for."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model(self.architecture, unused=(f"{self.trunk}.masked_spec_embed",))
        self._hears: Any = self._checkpoint.part("Wav2Vec2FeatureExtractor")
        labels = self._model.config.id2label
        self._labels: dict[int, Emotion] = {number: NAMES[name] for number, name in labels.items() if name in NAMES}
        if len(self._labels) != len(labels):
            told = ", ".join(map(str, labels.values()))
            raise WeightsError(f"the checkpoint tells {told}, not {', '.join(NAMES)}", where=self.card.name)

    def judge(self, sound: NDArray[np.float32]) -> AffectScores:
        """Softmax over the four."""
        made = self._hears(sound, sampling_rate=RATE, return_tensors="pt")
        with library("torch").inference_mode():
            logits = self._model(**self._checkpoint.tensors(made)).logits
        shares = logits[0].float().softmax(-1).cpu().tolist()
        chances: dict[Emotion, float] = {label: shares[number] for number, label in self._labels.items()}
        return scores_of(chances)


def _card(name: str, repo: str, size: int, note: str) -> Card:
    """A card for weights of `size` MiB in float32."""
    return Card(
        f"{name}-judging",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=size << 20, bytes_each=300 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=size << 20, bytes_each=300 << 20, max_batch=2),
        ),
        weights=(*repo_files(repo, "config.json", "preprocessor_config.json"), repo_weights(repo)),
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"{note} Tells neutral, happy, angry and sad; trained on IEMOCAP, acted English dialogues. Licence as its "
        "public repository states it; not read again here.",
    )


class Wav2Vec2Judge(SuperbJudge):
    """superb/wav2vec2-base-superb-er."""

    architecture, trunk = "Wav2Vec2ForSequenceClassification", "wav2vec2"
    card = _card("wav2vec2-base-superb-er", "superb/wav2vec2-base-superb-er", 380, "95 M parameters.")


class HubertJudge(SuperbJudge):
    """superb/hubert-large-superb-er."""

    architecture, trunk = "HubertForSequenceClassification", "hubert"
    card = _card("hubert-large-superb-er", "superb/hubert-large-superb-er", 1270, "316 M parameters.")
