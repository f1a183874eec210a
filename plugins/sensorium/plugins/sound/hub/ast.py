"""MIT/ast-finetuned-audioset-10-10-0.4593, the Audio Spectrogram Transformer (Gong et al. 2021)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.errors import SensoriumError, WeightsError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION, SoundInput, SoundLabel, SoundOutput
from sensorium.plugins.sound import phrases
from sensorium.plugins.sound.claims import claims
from sensorium.plugins.sound.hub.judging import asking, judged, level

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "MIT/ast-finetuned-audioset-10-10-0.4593"
RATE = 16_000


class Look(NamedTuple):
    """Samples, shape (samples,), or probabilities, shape (classes,), with the cell's level in decibels, shape (1,)."""

    seen: NDArray[np.float32]
    level: NDArray[np.float32]


class AstSounds(WindowModel[SoundInput, SoundOutput, Look, Look]):
    """Each second is judged from the three around it; a raw is the classes' probabilities with the second's level.

    The network was trained on ten seconds; shorter sound is padded as in its training.
    """

    task = AUDIO_CLASSIFICATION
    sees = Sees(every=1.0, context=1.0, sound=RATE)
    card = Card(
        "ast-audioset",
        "1",
        "BSD-3-Clause",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=180 << 20, bytes_each=60 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=350 << 20, bytes_each=120 << 20, max_batch=4),
        ),
        weights=(*repo_files(REPO, "config.json", "preprocessor_config.json"), repo_weights(REPO)),
        vocabulary=tuple(sorted(phrases.known())),
        languages=("en", "zh"),
        repeats=1e-4,
        profile="hub",
        requires=TRANSFORMERS,
        note="87 M parameters. Probabilities are the network's own, one a class: several sounds may be heard at once.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint and find its classes among AudioSet's."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("ASTForAudioClassification")
        self._hears: Any = self._checkpoint.part("ASTFeatureExtractor")
        place = {name: index for index, name in enumerate(phrases.classes())}
        names = self._model.config.id2label
        self._places = {number: place[name] for number, name in names.items() if name in place}
        if not self._places:
            raise WeightsError(
                "none of the checkpoint's classes is one of AudioSet", where=self.card.name, fix="pull it again"
            )

    def prepare(self, window: Window, given: SoundInput) -> Look:
        """The sound around the cell, and the cell's level."""
        return Look(np.ascontiguousarray(window.sound), np.array([level(window, self.sees)], np.float32))

    def forward(self, units: Sequence[Look]) -> Sequence[Look | SensoriumError]:
        """Sigmoid of the logits, in AudioSet's order."""
        made = self._hears([unit.seen for unit in units], sampling_rate=RATE, return_tensors="pt")
        with library("torch").inference_mode():
            logits = self._model(**self._checkpoint.tensors(made)).logits
        chances = logits.float().sigmoid().cpu().numpy()
        return [Look(self._ordered(row), unit.level) for row, unit in zip(chances, units, strict=True)]

    def read(self, raw: Look, window: Window, given: SoundInput) -> SoundOutput:
        """The cell's sound, and its moments."""
        found = judged(raw.seen, float(raw.level[0]), given)
        moments = claims(found, window.cell, asked=bool(asking(given)), model=self.card.name)
        best = max(found, key=lambda each: each.score, default=None)
        sounds = (SoundLabel(span=window.cell, label=best.label, score=best.score),) if best else ()
        return SoundOutput(sounds=sounds, moments=moments)

    def _ordered(self, chances: NDArray[np.float32]) -> NDArray[np.float32]:
        row = np.zeros(len(phrases.classes()), np.float32)
        row[list(self._places.values())] = chances[list(self._places)]
        return row
