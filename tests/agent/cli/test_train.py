"""``sensorium train``: names, what there is to train, what is said at the end."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sensorium.agent.cli import train as cli
from sensorium.agent.cli.train import TrainOptions, _name_of, train_command
from sensorium.core.errors import BadInput, RequestError
from sensorium.core.hookspecs import hookimpl
from sensorium.core.registry import Registry
from sensorium.core.training import Outcome, Training

OPTIONS = TrainOptions(None, 3, 2, 0, "", json=True)


class Mean:
    task = "audio_classification"
    description = "the mean of the files"

    def train(self, training: Training) -> Outcome:
        training.warnings.append("left out one")
        training.progress(1.0, "a.wav")
        return Outcome({"mean": np.ones(1, np.float32)}, ("a", "b"), {"own/uar": 0.5}, 10)


class Plugin:
    @hookimpl
    def sensorium_trainers(self) -> object:
        return {"mean": Mean}


@pytest.fixture(autouse=True)
def plugins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SENSORIUM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(cli, "registry_of", lambda settings: Registry({"mine": Plugin()}, discover=False))


@pytest.mark.parametrize("name", ["My Sounds", "my__sounds", "MY-sounds!"])
def test_a_name_from_the_folder(tmp_path: Path, name: str) -> None:
    assert _name_of("audio", tmp_path / name) == "audio-my-sounds"


def test_what_came_out_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train_command("mean", tmp_path, OPTIONS._replace(name="mine")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["model"] == "trained/mine"
    assert told["warnings"] == ["left out one"]
    assert told["measured"] == {"own/uar": 0.5}
    assert (Path(told["folder"]) / "result.json").is_file()


def test_and_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train_command("mean", tmp_path, OPTIONS._replace(name="mine", json=False))
    assert "trained/mine answers audio_classification from now on" in capsys.readouterr().out
    with pytest.raises(BadInput, match="trained already"):
        train_command("mean", tmp_path, OPTIONS._replace(name="mine"))


@pytest.mark.parametrize(("kind", "fix"), [("men", "did you mean mean"), ("xyzzy", "mean: the mean of the files")])
def test_what_nothing_trains(tmp_path: Path, kind: str, fix: str) -> None:
    with pytest.raises(RequestError, match=fix):
        train_command(kind, tmp_path, OPTIONS)
