"""laion/clap-htsat-unfused (Wu et al. 2023): any sound that can be described, without classes.

What is asked for is weighed against common sounds: among descriptions of one another's company only, a lone one would
always be certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.errors import SensoriumError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION, SoundInput, SoundLabel, SoundOutput
from sensorium.plugins.sound.claims import Heard, claims
from sensorium.plugins.sound.hub.judging import asking, level

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "laion/clap-htsat-unfused"
RATE = 48_000
COMMON = (
    "speech", "music", "silence", "noise", "singing", "laughter", "applause", "a dog barking", "birds", "rain", "wind",
    "water", "an engine", "traffic", "a siren", "a bell", "footsteps", "a door", "an explosion", "an aircraft",
)  # fmt: skip
SAYING = "This is a sound of {}."


class Clip(NamedTuple):
    """Sound around a cell, the cell's level in decibels of full scale, and the sounds to choose from."""

    sound: NDArray[np.float32]
    level: NDArray[np.float32]
    choices: tuple[str, ...]


class Weighed(NamedTuple):
    """The share of each choice, shape (choices,), and the level, shape (1,)."""

    shares: NDArray[np.float32]
    level: NDArray[np.float32]


class ClapSounds(WindowModel[SoundInput, SoundOutput, Clip, Weighed]):
    """Each two seconds are judged from the five around them."""

    task = AUDIO_CLASSIFICATION
    depends_on = ("phrase", "labels")
    sees = Sees(every=2.0, context=1.5, sound=RATE)
    card = Card(
        "clap-htsat-unfused",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=620 << 20, bytes_each=40 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=620 << 20, bytes_each=80 << 20, max_batch=4),
        ),
        weights=(
            *repo_files(REPO, "config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"),
            repo_weights(REPO),
        ),
        languages=("en",),
        repeats=1e-4,
        profile="hub",
        requires=TRANSFORMERS,
        note="154 M parameters. Shares among what is asked for and twenty common sounds, not calibrated. Licence as "
        "its public repository states it; not read again here.",
    )

    def load(self, context: LoadContext) -> None:
        """Open both towers."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("ClapModel")
        self._hears: Any = self._checkpoint.part("ClapFeatureExtractor")
        self._tokens: Any = self._checkpoint.part("RobertaTokenizer")

    def prepare(self, window: Window, given: SoundInput) -> Clip:
        """The sound, and what to choose from."""
        loudness = np.array([level(window, self.sees)], np.float32)
        return Clip(np.ascontiguousarray(window.sound), loudness, choices(given))

    def forward(self, units: Sequence[Clip]) -> Sequence[Weighed | SensoriumError]:
        """Cosines of the towers' vectors, scaled, as shares of the choices."""
        made = self._hears([unit.sound for unit in units], sampling_rate=RATE, return_tensors="pt")
        with library("torch").inference_mode():
            sounds = self._model.get_audio_features(**self._checkpoint.tensors(made)).pooler_output
            told = []
            for sound, unit in zip(_unit(sounds), units, strict=True):
                words = self._tokens([SAYING.format(each) for each in unit.choices], padding=True, return_tensors="pt")
                texts = _unit(self._model.get_text_features(**self._checkpoint.tensors(words)).pooler_output)
                logits = self._model.logit_scale_a.exp() * texts @ sound
                told.append(Weighed(logits.float().softmax(-1).cpu().numpy(), unit.level))
        return told

    def read(self, raw: Weighed, window: Window, given: SoundInput) -> SoundOutput:
        """The likeliest choice, and the moments of what was asked for."""
        names = choices(given)
        found = [Heard(name, float(share), float(raw.level[0])) for name, share in zip(names, raw.shares, strict=True)]
        best = max(found, key=lambda each: each.score)
        asked = found[: len(asking(given))] if asking(given) else [best]
        moments = claims(asked, window.cell, asked=bool(asking(given)), model=self.card.name)
        return SoundOutput(
            sounds=(SoundLabel(span=window.cell, label=best.label, score=min(1.0, best.score)),), moments=moments
        )


def choices(given: SoundInput) -> tuple[str, ...]:
    """What is weighed: labels among themselves, a phrase against common sounds, or these alone."""
    if given.labels and not given.phrase.strip() and len(given.labels) > 1:
        return given.labels
    asked = asking(given)
    return (*asked, *(sound for sound in COMMON if sound not in asked))


def _unit(vectors: Any) -> Any:
    return vectors / vectors.norm(dim=-1, keepdim=True)
