"""``sensorium train audio DIR``: MFCCs and a small convolutional network on a folder of labelled sounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION
from sensorium.core.training import Labelled, Outcome, Training, fit, labelled, measured, split
from sensorium.core.training.classifier import Classifier, Samples, probabilities
from sensorium.plugins.sound.cnn import network, varied
from sensorium.plugins.sound.recordings import SUFFIXES, Cells, prepared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]


class AudioTrainer:
    """Learns from half-second cells, measures on whole files."""

    task = AUDIO_CLASSIFICATION.name
    description = "a sound classifier (MFCC+CNN) from a folder with one subfolder of sound files for each class"

    def train(self, training: Training) -> Outcome:
        """Prepare, fit and measure."""
        found = labelled(training.folder, SUFFIXES, training.group)
        training.bind([file.path for file in found])
        files, cells = prepared(training, found)
        labels = tuple(sorted({file.label for file in files}))
        truth = np.array([labels.index(file.label) for file in files])
        parts = split(files, training.plan.seed)
        mean, deviation = _usual(cells, parts.learnt)
        rows = ((cells.rows - mean) / deviation)[..., None]
        samples = Samples(rows, truth[cells.files])
        model = network(len(labels), training.plan.seed)
        learner = Classifier(
            model,
            samples.some(np.isin(cells.files, parts.learnt)),
            samples.some(np.isin(cells.files, parts.watched)),
            vary=varied,
        )
        model.restore(fit(learner, training.plan, training.checkpoint, training.epoch))
        told = [labels[i] for i in by_file(probabilities(model, rows), cells.files)]
        return Outcome(
            {**model.values, "mean": mean, "deviation": deviation},
            labels,
            measured(training.work.name, _of(files, parts.measured), [told[i] for i in parts.measured]),
            len(files),
            note=f"MFCC+CNN; learnt from {len(parts.learnt)} files, watched {len(parts.watched)}, measured on "
            f"{len(parts.measured)} others{' of other groups' if training.group else ''}.",
        )


def by_file(chances: Array, files: NDArray[np.int64]) -> NDArray[np.int64]:
    """The class of each file: of its cells' mean log-probability, the greatest."""
    logs = np.log(chances + 1e-9)
    totals = np.zeros((int(files.max()) + 1, chances.shape[1]))
    np.add.at(totals, files, logs)
    return np.asarray(totals.argmax(1), np.int64)


def _usual(cells: Cells, learnt: Sequence[int]) -> tuple[Array, Array]:
    rows = cells.rows[np.isin(cells.files, learnt)]
    return rows.mean((0, 1)), rows.std((0, 1)) + np.float32(1e-3)


def _of(files: Sequence[Labelled], chosen: Sequence[int]) -> list[str]:
    return [files[i].label for i in chosen]
