"""What was trained is registered; a damaged result is told and takes nothing else along."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sensorium.plugins.trained
from sensorium.core.registry import Registry
from sensorium.core.training import Result
from sensorium.core.training.results import folder_of, keep
from sensorium.plugins.trained.models import trained_models


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SENSORIUM_HOME", str(tmp_path))
    for name, trainer in (("mine", "audio"), ("other", "somebody-elses")):
        result = Result(name=name, trainer=trainer, task="audio_classification", labels=("a", "b"))
        keep(folder_of(tmp_path, name), result, {"mean": np.zeros(1, np.float32)})
    return tmp_path


def registered() -> Registry:
    return Registry({"trained": sensorium.plugins.trained}, discover=False)


def test_results_are_models_of_their_task(home: Path) -> None:
    assert [model.card.name for model in registered().models("audio_classification")] == ["trained/mine"]


def test_another_home_is_asked_alone(home: Path, tmp_path: Path) -> None:
    assert list(trained_models(tmp_path / "none")) == []


def test_a_damaged_result_is_told(home: Path) -> None:
    (folder_of(home, "mine") / "result.json").write_text("{")
    (fault,) = registered().quarantined
    assert "mine" in str(fault)
    assert "train again" in str(fault)
