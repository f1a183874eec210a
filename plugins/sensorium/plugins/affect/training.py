"""``sensorium train affect DIR``: words, voice and face of labelled recordings, joined, and a small network on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sensorium.core.settings import Settings
from sensorium.core.tasks.affect import FEELINGS, MULTIMODAL_AFFECT
from sensorium.core.training import Labelled, Outcome, Parts, Training, fit, labelled, measured, split
from sensorium.core.training.classifier import Classifier, Samples, probabilities
from sensorium.core.training.folder import require_classes
from sensorium.plugins.affect.attending import Attention
from sensorium.plugins.affect.examples import Examples, prepared
from sensorium.plugins.affect.features import MODALITIES, present
from sensorium.plugins.affect.fusing import Usual, blanked, network
from sensorium.plugins.affect.labels import feelings_of
from sensorium.plugins.sound.recordings import SUFFIXES as SOUNDS
from sensorium.plugins.sound.training import by_file

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FILMS = frozenset({".mp4", ".mkv", ".mov", ".webm", ".avi", ".m4v"})
SUFFIXES = SOUNDS | FILMS


class Attentive(Protocol):
    """What reads files."""

    def rows(self, path: Path) -> Array:
        """Shape (utterances, features)."""
        ...


class AffectTrainer:
    """Learns from utterances, measures on whole files. `attend` makes the reader of files."""

    task = MULTIMODAL_AFFECT.name
    description = (
        "feelings from words, voice and (with SENSORIUM_FACES=1) faces, from a folder with one subfolder of "
        "recordings for each: happy, sad, angry ..., or positive, neutral, negative"
    )

    def __init__(self, attend: Callable[[Settings], AbstractContextManager[Attentive]] = Attention) -> None:
        self._attend = attend

    def train(self, training: Training) -> Outcome:
        """Prepare, fit and measure."""
        examples = self._examples(training)
        files = examples.files
        classes = tuple(each for each in FEELINGS if any(file.label == each for file in files))
        truth = np.array([classes.index(file.label) for file in files])
        parts = split(files, training.plan.seed)
        usual = Usual.of(examples.rows[np.isin(examples.owner, parts.learnt)])
        samples = Samples(usual.scaled(examples.rows), truth[examples.owner])
        model = network(len(classes), training.plan.seed)
        learnt, watched = (samples.some(np.isin(examples.owner, part)) for part in (parts.learnt, parts.watched))
        learner = Classifier(model, learnt, watched, rate=1e-3, decay=0.1, vary=blanked)
        model.restore(fit(learner, training.plan, training.checkpoint, training.epoch))
        told = by_file(probabilities(model, samples.rows), examples.owner)
        return Outcome(
            {**model.values, **usual._asdict()},
            classes,
            measured(
                training.work.name,
                [files[i].label for i in parts.measured],
                [classes[told[i]] for i in parts.measured],
            ),
            len(files),
            note=_note(examples, parts, len(classes), training.group),
            options={"faces": bool(present(examples.rows)[:, MODALITIES.index("face")].any())},
        )

    def _examples(self, training: Training) -> Examples:
        found = _labelled(training)
        texts = [text for file in found if (text := file.path.with_suffix(".txt")).is_file()]
        training.bind([*(file.path for file in found), *texts], faces=training.settings.faces)
        films = sum(file.path.suffix.lower() in FILMS for file in found)
        if films and not training.settings.faces:
            training.warnings.append(f"faces in {films} films were not read: SENSORIUM_FACES=1 allows it")
        with self._attend(training.settings) as attention:
            return prepared(training, found, attention.rows)


def _labelled(training: Training) -> Sequence[Labelled]:
    found = labelled(training.folder, SUFFIXES, training.group)
    meant = feelings_of({file.label for file in found}, training.folder)
    named = [file._replace(label=meant[file.label]) for file in found]
    require_classes(named, training.folder, SUFFIXES)
    return named


def _note(examples: Examples, parts: Parts, classes: int, group: str) -> str:
    there = present(examples.rows).sum(0).astype(int)
    counts = ", ".join(f"{name} {count}" for name, count in zip(MODALITIES, there, strict=True))
    others = "others of other groups" if group else "others, whose speakers may have been learnt from"
    return (
        f"Concatenated features; of {len(examples.rows)} utterances there were: {counts}. Learnt from "
        f"{len(parts.learnt)} files, watched {len(parts.watched)}, measured on {len(parts.measured)} {others}; "
        f"chance is {1 / classes:.2f}."
    )
