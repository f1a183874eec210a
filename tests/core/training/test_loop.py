"""A training interrupted at any epoch ends as the one that was not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import BadInput
from sensorium.core.training import Epoch, Plan, fit
from sensorium.core.training.classifier import Classifier, Samples, probabilities
from sensorium.core.training.layers import Dense, Dropout, Network, Rectifier

RNG = np.random.default_rng(1)
LABELS = RNG.integers(0, 3, 120)
ROWS = (RNG.standard_normal((120, 5)) + 3 * np.eye(5)[LABELS]).astype(np.float32)
PLAN = Plan(epochs=12, patience=4, seed=3)


def learner() -> tuple[Network, Classifier]:
    rng = np.random.default_rng(0)
    network = Network([Dense(5, 8, rng), Rectifier(), Dropout(0.2), Dense(8, 3, rng)])
    learnt = np.arange(120) < 90
    samples = Samples(ROWS, LABELS)
    return network, Classifier(network, samples.some(learnt), samples.some(~learnt), rate=2e-2)


def test_it_learns(tmp_path: Path) -> None:
    network, classifier = learner()
    network.restore(fit(classifier, Plan(40, 40, 0), tmp_path / "c.npz"))
    told = probabilities(network, ROWS[90:]).argmax(1)
    assert (told == LABELS[90:]).mean() > 0.8


@pytest.mark.parametrize("after", [1, 5])
def test_interrupted_it_goes_on_to_the_same_result(tmp_path: Path, after: int) -> None:
    whole = fit(learner()[1], PLAN, tmp_path / "whole.npz")

    def interrupt(epoch: Epoch) -> None:
        if epoch.number == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(learner()[1], PLAN, tmp_path / "part.npz", interrupt)
    seen = list[int]()
    resumed = fit(learner()[1], PLAN, tmp_path / "part.npz", lambda epoch: seen.append(epoch.number))
    assert seen[0] == after + 1
    assert all(np.array_equal(resumed[name], whole[name]) for name in whole)


def test_it_stops_once_epochs_no_longer_help(tmp_path: Path) -> None:
    class Stuck:
        def epoch(self, rng: np.random.Generator) -> float:
            return 1.0

        def watched(self) -> float:
            return 1.0

        def state(self) -> dict[str, np.ndarray]:
            return {}

        def restore(self, state: object) -> None: ...

        def values(self) -> dict[str, np.ndarray]:
            return {"a": np.zeros(1, np.float32)}

    seen = list[int]()
    fit(Stuck(), Plan(100, 3), tmp_path / "c.npz", lambda epoch: seen.append(epoch.number))
    assert seen == [1, 2, 3, 4]


def test_divergence_is_told(tmp_path: Path) -> None:
    _, classifier = learner()
    classifier._learnt.rows[0, 0] = np.nan
    with pytest.raises(BadInput, match="diverged"):
        fit(classifier, PLAN, tmp_path / "c.npz")
