"""Tuned towers: what ``sensorium train contrastive`` made, as models ``trained/NAME``, and the task that tunes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.settings import Settings
from sensorium.core.tasks.matching import CONTRASTIVE_TUNING, TuningInput, TuningOutput
from sensorium.core.training import Plan, Training, results, train, work_of
from sensorium.core.training.results import Result, weights
from sensorium.plugins.retrieval.embedding import FALLBACK, RUNS_ON, LabelSpace
from sensorium.plugins.retrieval.heads import Heads
from sensorium.plugins.retrieval.seeing import WEIGHTS, Seen
from sensorium.plugins.retrieval.training import ContrastiveTrainer
from sensorium.plugins.text_emotion.encoder import WIDTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIND = "contrastive"


class Tuned(LabelSpace):
    """The embedded towers with heads that were trained."""

    home: ClassVar[Path]
    result: ClassVar[Result]

    def load(self, context: LoadContext) -> None:
        super().load(context)
        kept = weights(self.home, self.result)
        self._heads = Heads(kept["picture"].shape[0], WIDTH)
        self._heads.values.update(kept)

    def of_picture(self, seen: Seen) -> NDArray[np.float32]:
        return np.asarray(self._heads.pictures(np.concatenate([seen.vector, seen.features])[None])[0], np.float32)

    def of_text(self, read: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(self._heads.texts(read[None])[0], np.float32)


class Tuning(CallModel[TuningInput, TuningOutput]):
    """Tunes the embedded towers' heads; the result is a model from the next start on."""

    task = CONTRASTIVE_TUNING
    card = Card(
        "infonce-heads",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=300 << 20, max_batch=1),),
        weights=WEIGHTS,
        repeats="never",
        fallback="tunes linear heads over frozen towers of recognised names, not a picture-text model",
    )

    def run(self, jobs: Sequence[Job[TuningInput]]) -> Sequence[TuningOutput | SensoriumError]:
        return [self._one(job) for job in jobs]

    def _one(self, job: Job[TuningInput]) -> TuningOutput | SensoriumError:
        given = job.input
        settings = Settings.load(home=job.libraries.parent)

        def told(done: float, note: str = "") -> None:
            job.check()
            job.progress(done, note)

        training = Training(
            Path(given.folder).expanduser().absolute(),
            work_of(settings.home, given.name),
            settings,
            Plan(epochs=given.epochs),
            progress=lambda done, note: told(done / 2, note),
            epoch=lambda epoch: told((1 + epoch.number / epoch.epochs) / 2),
        )
        try:
            result = train(ContrastiveTrainer(), KIND, given.name, training)
        except BadInput as error:
            return error
        figures = {
            when: {name.partition("/")[2]: value for name, value in result.measured.items() if name.startswith(when)}
            for when in ("before", "after")
        }
        return TuningOutput(
            model=result.card_name, pairs=result.files, before=figures["before"], after=figures["after"]
        )


def tuned_models(home: Path | None = None) -> Iterator[type[Tuned]]:
    """A model class for every tuning kept under `home`, the user's own unless given."""
    place = home or Settings.load().home
    for result in results(place, KIND):
        yield model_of(result, place)


def model_of(result: Result, home: Path) -> type[Tuned]:
    """The model class of one tuning.

    Its figures stand in the note: on a user's own pairs no other model was measured, and they must not rank it.
    """
    figures = ", ".join(f"{name} {value:g}" for name, value in result.measured.items())
    card = Card(
        name=result.card_name,
        version=result.sha256[:16],
        licence=result.licence,
        runs_on=RUNS_ON,
        weights=WEIGHTS,
        languages=("en", "zh"),
        fallback=FALLBACK,
        note=f"{result.note} {figures}.",
    )
    made = {"card": card, "result": result, "home": home, "space": f"{result.card_name}@{result.sha256[:16]}"}
    return type("Tuned", (Tuned,), {**made, "__module__": __name__})
