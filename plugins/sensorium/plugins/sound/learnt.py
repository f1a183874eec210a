"""A trained sound classifier as a model: what ``sensorium train audio`` made is run by this."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Window
from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION, SoundInput, SoundLabel, SoundOutput
from sensorium.core.training.classifier import probabilities
from sensorium.core.training.results import Result, weights
from sensorium.plugins.sound.claims import Heard, claims
from sensorium.plugins.sound.cnn import network
from sensorium.plugins.sound.levels import level
from sensorium.plugins.sound.mfcc import mfcc
from sensorium.plugins.sound.recordings import SEES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]


class LearntSounds(WindowModel[SoundInput, SoundOutput, "NDArray[np.float32]", "NDArray[np.float32]"]):
    """The network over half-second cells; a raw is the classes' probabilities and, last, the level."""

    task = AUDIO_CLASSIFICATION
    sees = SEES
    home: ClassVar[Path]
    result: ClassVar[Result]

    def load(self, context: LoadContext) -> None:
        """Open what was trained."""
        kept = weights(self.home, self.result)
        self._mean, self._deviation = kept["mean"], kept["deviation"]
        self._network = network(len(self.result.labels), 0)
        self._network.restore(kept)

    def prepare(self, window: Window, given: SoundInput) -> Array:
        """The MFCCs around the cell, (48, 32), with a last row that holds the cell's level."""
        rows = mfcc(window.sound)
        return np.concatenate([rows, np.full((1, rows.shape[1]), level(window, SEES), np.float32)])

    def forward(self, units: Sequence[Array]) -> Sequence[Array | SensoriumError]:
        """The classes' probabilities."""
        rows = (np.stack([unit[:-1] for unit in units]) - self._mean) / self._deviation
        chances = probabilities(self._network, rows[..., None])
        return [np.append(row, unit[-1, 0]) for row, unit in zip(chances, units, strict=True)]

    def read(self, raw: Array, window: Window, given: SoundInput) -> SoundOutput:
        """The cell's class, and its moment."""
        scores = dict(zip(self.result.labels, raw[:-1].tolist(), strict=True))
        wanted = self._wanted(given)
        heard = [Heard(label, min(1.0, scores[label]), float(raw[-1])) for label in wanted]
        asked = bool(given.phrase.strip() or given.labels)
        best = max(heard, key=lambda each: each.score)
        return SoundOutput(
            sounds=(SoundLabel(span=window.cell, label=best.label, score=best.score),),
            moments=claims(heard, window.cell, asked=asked, model=self.card.name),
        )

    def _wanted(self, given: SoundInput) -> list[str]:
        """The labels asked for, in the words of the training's folders; all where none was."""
        asked = (given.phrase,) if given.phrase.strip() else given.labels
        meant = [next((label for label in self.result.labels if spoken(label) in spoken(each)), None) for each in asked]
        if None in meant:
            missing = asked[meant.index(None)]
            raise BadInput(
                f"no sound {missing[:80]!r} was learnt",
                where=self.card.name,
                fix=f"ask for {', '.join(self.result.labels)}",
            )
        return [label for label in meant if label is not None] or list(self.result.labels)


def spoken(label: str) -> str:
    """A folder's name as one would say it: ``dog_bark`` as "dog bark"."""
    return " ".join(label.replace("_", " ").replace("-", " ").lower().split())


def model_of(result: Result, home: Path) -> type[LearntSounds]:
    """A model class for one result."""
    card = Card(
        name=result.card_name,
        version=result.sha256[:16],
        licence=result.licence,
        runs_on=(RunsOn("cpu", bytes=16 << 20, bytes_each=2 << 20, max_batch=16),),
        vocabulary=tuple(sorted({spoken(label) for label in result.labels})),
        repeats=1e-4,
        measured=result.measured,
        fallback=f"tells {len(result.labels)} classes apart and takes every sound for one of them",
        note=result.note,
    )
    return type("LearntSounds", (LearntSounds,), {"card": card, "result": result, "home": home, "__module__": __name__})
