"""A result is kept whole, found again, and damage is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import BadInput, WeightsError
from sensorium.core.settings import Settings
from sensorium.core.training import Outcome, Plan, Result, Training, results, train
from sensorium.core.training.results import WEIGHTS, folder_of, weights
from sensorium.core.training.trainer import work_of


class Mean:
    task = "audio_classification"
    description = "the mean"

    def train(self, training: Training) -> Outcome:
        training.bind([])
        return Outcome({"mean": np.ones(2, np.float32)}, ("a", "b"), {"own/uar": 0.5}, 10)


def trained(home: Path, name: str = "mine", seed: int = 0) -> Result:
    settings = Settings(home=home)
    return train(Mean(), "mean", name, Training(home, work_of(home, name), settings, Plan(seed=seed)))


def test_a_result_is_kept_and_found(tmp_path: Path) -> None:
    made = trained(tmp_path)
    assert results(tmp_path) == (made,)
    assert made.card_name == "trained/mine"
    assert weights(tmp_path, made)["mean"].tolist() == [1, 1]
    assert not work_of(tmp_path, "mine").exists()


@pytest.mark.parametrize(("name", "says"), [("mine", "trained already"), ("../up", "no name"), ("", "no name")])
def test_a_name_that_will_not_do(tmp_path: Path, name: str, says: str) -> None:
    trained(tmp_path)
    with pytest.raises(BadInput, match=says):
        trained(tmp_path, name)


def test_another_training_under_an_interrupted_name_is_refused(tmp_path: Path) -> None:
    work = work_of(tmp_path, "mine")
    work.mkdir(parents=True)
    Training(tmp_path, work, Settings(home=tmp_path), Plan(seed=1)).bind([])
    with pytest.raises(BadInput, match="other files or settings"):
        trained(tmp_path)
    assert trained(tmp_path, seed=1).seed == 1


def test_damage_is_told(tmp_path: Path) -> None:
    made = trained(tmp_path)
    (folder_of(tmp_path, "mine") / WEIGHTS).write_bytes(b"other")
    with pytest.raises(WeightsError, match="not what was trained"):
        weights(tmp_path, made)
    (folder_of(tmp_path, "mine") / "result.json").write_text("{}")
    with pytest.raises(WeightsError, match="damaged"):
        results(tmp_path)
