"""Epochs until they no longer help; interrupted at any time, it goes on to the very same result.

Every epoch draws from a generator of its own, seeded by the plan's seed and the epoch's number, and ends in a file
that holds all that the next one needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from sensorium.core.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.float32]]


class Plan(NamedTuple):
    """At most `epochs`; `patience` of them without a better watched loss are enough."""

    epochs: int = 60
    patience: int = 8
    seed: int = 0


class Epoch(NamedTuple):
    """How far it is: the losses on what is learnt from and on what is watched, and the best watched so far."""

    number: int
    epochs: int
    learnt: float
    watched: float
    best: float


class Learner(Protocol):
    """What a loop drives. `values` are what it has learnt; `state` also what its optimiser remembers."""

    def epoch(self, rng: np.random.Generator) -> float:
        """Go once over what is learnt from; the mean loss."""
        ...

    def watched(self) -> float:
        """The loss on what is only watched."""
        ...

    def state(self) -> Arrays:
        """All that must be kept to go on."""
        ...

    def restore(self, state: Arrays) -> None:
        """Go on from there."""
        ...

    def values(self) -> Arrays:
        """What is learnt, for whoever uses it; copies."""
        ...


def fit(
    learner: Learner, plan: Plan, checkpoint: Path, progress: Callable[[Epoch], None] = lambda epoch: None
) -> dict[str, NDArray[np.float32]]:
    """The values of the epoch with the least watched loss. `checkpoint` is written after every epoch."""
    number, best, stale, kept = _taken_up(learner, checkpoint)
    while number < plan.epochs and stale < plan.patience:
        learnt = learner.epoch(np.random.default_rng([plan.seed, number]))
        watched = learner.watched()
        if not np.isfinite([learnt, watched]).all():
            raise BadInput("the training diverged", where="epochs", fix="look for broken files, or set another seed")
        number, stale = number + 1, stale + 1
        if watched < best:
            best, stale, kept = watched, 0, dict(learner.values())
        _keep(checkpoint, learner, kept, (number, best, stale))
        progress(Epoch(number, plan.epochs, learnt, watched, best))
    return kept


def _keep(path: Path, learner: Learner, best: Arrays, counts: tuple[int, float, int]) -> None:
    """Write beside and rename, so that a killed process leaves the file of the epoch before."""
    arrays = {f"state/{name}": value for name, value in learner.state().items()}
    arrays |= {f"best/{name}": value for name, value in best.items()}
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, counts=np.array(counts, np.float64), **arrays)  # type: ignore[arg-type]
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _taken_up(learner: Learner, path: Path) -> tuple[int, float, int, dict[str, NDArray[np.float32]]]:
    if not path.exists():
        return 0, float("inf"), 0, dict(learner.values())
    with np.load(path) as file:
        learner.restore({name[6:]: file[name] for name in file.files if name.startswith("state/")})
        best = {name[5:]: file[name] for name in file.files if name.startswith("best/")}
        number, least, stale = file["counts"]
    return int(number), float(least), int(stale), best
