"""A folder of made-up sounds becomes a model that tells them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sensorium.core.errors import BadInput
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.sound import SoundInput
from sensorium.core.testing.running import run_model
from sensorium.core.training import Epoch, Plan, Result, Training, train, work_of
from sensorium.plugins.sound.learnt import model_of
from sensorium.plugins.sound.training import AudioTrainer
from sensorium.plugins.trained.models import trained_models

RATE = 16_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tones and hiss, six files each, and one that is no sound."""
    root, rng = tmp_path_factory.mktemp("sounds"), np.random.default_rng(0)
    for label in ("tone", "white_hiss"):
        (root / label).mkdir()
        for i in range(6):
            time = np.arange(RATE) / RATE
            tone = np.sin(2 * np.pi * (300 + 100 * i) * time)
            sound = 0.3 * tone if label == "tone" else 0.1 * rng.standard_normal(RATE)
            soundfile.write(root / label / f"{i}.wav", sound, RATE)
    (root / "tone" / "broken.wav").write_bytes(b"no sound")
    return root


def training(folder: Path, home: Path, **more: object) -> Training:
    return Training(folder, work_of(home, "mine"), Settings(home=home), Plan(12, 12, 1), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path, list[str]]:
    home = tmp_path_factory.mktemp("home")
    job = training(folder, home)
    return train(AudioTrainer(), "audio", "mine", job), home, job.warnings


def test_it_is_measured_and_says_what_was_left_out(made: tuple[Result, Path, list[str]]) -> None:
    result, _, warnings = made
    assert result.labels == ("tone", "white_hiss")
    assert result.files == 12
    assert result.measured["mine/accuracy"] == 1
    assert len(warnings) == 1
    assert "broken.wav" in warnings[0]


def test_it_is_a_model(made: tuple[Result, Path, list[str]], folder: Path) -> None:
    _, home, _ = made
    (model,) = trained_models(home)
    assert model.card.name == "trained/mine"
    assert model.card.vocabulary == ("tone", "white hiss")
    given = SoundInput(media=open_media(folder / "tone" / "0.wav"))
    output = run_model(model, given)
    assert {sound.label for sound in output.sounds} == {"tone"}
    asked = run_model(model, given.model_copy(update={"phrase": "white hiss"}))
    assert not [moment for moment in asked.moments if moment.state == "verified"]


def test_a_sound_that_was_not_learnt_is_refused(made: tuple[Result, Path, list[str]], folder: Path) -> None:
    result, home, _ = made
    given = SoundInput(media=open_media(folder / "tone" / "0.wav"), phrase="siren")
    with pytest.raises(BadInput, match="no sound 'siren' was learnt"):
        run_model(model_of(result, home), given)


def test_interrupted_it_comes_to_the_same(made: tuple[Result, Path, list[str]], folder: Path, tmp_path: Path) -> None:
    def interrupt(epoch: Epoch) -> None:
        if epoch.number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(AudioTrainer(), "audio", "mine", training(folder, tmp_path, epoch=interrupt))
    assert train(AudioTrainer(), "audio", "mine", training(folder, tmp_path)).sha256 == made[0].sha256


def test_nothing_readable(tmp_path: Path) -> None:
    for label in ("a", "b"):
        (tmp_path / label).mkdir()
        for i in range(5):
            (tmp_path / label / f"{i}.wav").write_bytes(b"no sound")
    with pytest.raises(BadInput, match="no file can be read"):
        train(AudioTrainer(), "audio", "mine", training(tmp_path, tmp_path / "home"))
