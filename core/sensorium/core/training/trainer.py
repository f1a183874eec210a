"""A trainer of one kind of model, and one training by it, from a folder of labelled files to a registered model."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sensorium.core.errors import BadInput
from sensorium.core.settings import Settings
from sensorium.core.training.loop import Epoch, Plan
from sensorium.core.training.results import Result, folder_of, keep, require_new

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def _nobody(done: float, note: str) -> None:
    """Progress that nobody looks at."""


def _unseen(epoch: Epoch) -> None:
    """An epoch that nobody looks at."""


@dataclass(frozen=True)
class Training:
    """One training: its files, its plan, and a folder of its own that outlives an interruption.

    `group` is a regular expression that finds the speaker in a file's name, so that nobody is both learnt from and
    measured. `progress` hears fractions of the preparation, `epoch` every epoch; `warnings` gathers what was left out.
    """

    folder: Path
    work: Path
    settings: Settings
    plan: Plan = field(default_factory=Plan)
    group: str = ""
    progress: Callable[[float, str], None] = _nobody
    epoch: Callable[[Epoch], None] = _unseen
    warnings: list[str] = field(default_factory=list)

    @property
    def checkpoint(self) -> Path:
        """The file the loop goes on from."""
        return self.work / "checkpoint.npz"

    def bind(self, files: Sequence[Path], **settings: bool) -> None:
        """Refuse to go on with other files or settings than those the work was begun with.

        `settings` are what else the trainer's reading of the files hangs on.
        """
        now = {"files": fingerprint(files), "plan": list(self.plan), "group": self.group} | settings
        path = self.work / "begun.json"
        if not path.exists():
            path.write_text(json.dumps(now), encoding="utf-8")
        elif json.loads(path.read_text(encoding="utf-8")) != now:
            raise BadInput(
                "an interrupted training of that name was of other files or settings",
                where=str(self.folder),
                fix=f"go on as it was begun, give another --name, or remove {self.work}",
            )


class Outcome(NamedTuple):
    """What a trainer hands back: arrays to keep, the classes in their order, figures, what the card should say."""

    arrays: Mapping[str, NDArray[np.float32]]
    labels: tuple[str, ...]
    measured: Mapping[str, float]
    files: int
    note: str = ""
    options: Mapping[str, Any] = {}


class Trainer(Protocol):
    """Trains models of one `task`; `description` is one line for the user. Registered by `sensorium_trainers`."""

    @property
    def task(self) -> str: ...

    @property
    def description(self) -> str: ...

    def train(self, training: Training) -> Outcome:
        """Prepare, fit and measure; BadInput where the folder will not do."""
        ...


def train(trainer: Trainer, kind: str, name: str, training: Training) -> Result:
    """One whole training; its work folder is removed once the result is kept. `kind` is the trainer's name."""
    home = training.settings.home
    require_new(home, name)
    training.work.mkdir(parents=True, exist_ok=True)
    with _alone(training.work):
        outcome = trainer.train(training)
    result = Result(
        name=name,
        trainer=kind,
        task=trainer.task,
        labels=outcome.labels,
        measured=dict(outcome.measured),
        files=outcome.files,
        seed=training.plan.seed,
        epochs=training.plan.epochs,
        note=outcome.note,
        options=dict(outcome.options),
    )
    done = keep(folder_of(home, name), result, outcome.arrays)
    shutil.rmtree(training.work, ignore_errors=True)
    return done


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """Refuse a second training of the same name at the same time."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(work.with_suffix(".lock"), timeout=0):
            yield
    except Timeout:
        raise BadInput("is being trained already", where=work.name, fix="wait for it, or give another --name") from None


def work_of(home: Path, name: str) -> Path:
    """Where the training of that name works."""
    return home / "training" / name


def fingerprint(files: Sequence[Path]) -> str:
    """A digest of the files' names and contents."""
    whole = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            whole.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
