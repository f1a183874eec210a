"""From labelled files to a result, with a reader of files that is made up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sensorium.core.errors import BadInput, MediaError
from sensorium.core.settings import Settings
from sensorium.core.training import Epoch, Plan, Result, Training, train, work_of
from sensorium.plugins.affect.attending import words_of
from sensorium.plugins.affect.features import Parts, joined, places, size
from sensorium.plugins.affect.training import AffectTrainer
from sensorium.plugins.trained.models import trained_models


class Attentive:
    """Sad voices are low in all numbers; files called silent hold nobody, broken ones cannot be read."""

    def __init__(self, stop_at: int = 10_000) -> None:
        self.read: list[str] = []
        self.stop_at = stop_at

    def rows(self, path: Path) -> Any:
        if len(self.read) == self.stop_at:
            raise KeyboardInterrupt
        self.read.append(path.name)
        if "broken" in path.name:
            raise MediaError("cannot be read", where=path.name, fix="give another")
        if "silent" in path.name:
            return np.zeros((0, size()), np.float32)
        rng = np.random.default_rng(sum(path.name.encode()))
        voice = rng.standard_normal(places()["voice"].stop - places()["voice"].start)
        voice += -1 if path.parent.name == "sadness" else 1
        return np.stack([joined(Parts(None, voice.astype(np.float32), None))] * 2)

    @contextmanager
    def attend(self, settings: Settings) -> Iterator[Attentive]:
        yield self


def folder_of(root: Path, *names: str, count: int = 8) -> Path:
    for name in names:
        (root / name).mkdir(parents=True)
        for i in range(count):
            (root / name / f"{name}{i}.wav").write_bytes(name.encode())
    return root


def run(folder: Path, home: Path, reader: Attentive, **more: Any) -> tuple[Result, list[str]]:
    faces = more.pop("faces", False)
    job = Training(folder, work_of(home, "mine"), Settings(home=home, faces=faces), Plan(6, 6, 1), **more)
    return train(AffectTrainer(reader.attend), "affect", "mine", job), job.warnings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "voices", "joy", "sadness")


def test_it_is_measured_by_file_and_says_what_was_left_out(folder: Path, tmp_path: Path) -> None:
    (folder / "joy" / "silent.wav").write_bytes(b"")
    (folder / "joy" / "broken.wav").write_bytes(b"")
    result, warnings = run(folder, tmp_path / "home", Attentive())
    assert result.labels == ("happy", "sad")
    assert result.task == "multimodal_affect"
    assert result.files == 16
    assert result.measured["mine/uar"] == 1
    assert result.measured["mine/files"] == 4
    assert result.options == {"faces": False}
    assert "voice 32, face 0" in result.note
    assert "chance is 0.50" in result.note
    assert ["nobody is heard" in each for each in warnings] == [False, True]


def test_interrupted_while_reading_it_reads_on(folder: Path, tmp_path: Path) -> None:
    whole, _ = run(folder, tmp_path / "one", Attentive())
    first, second = Attentive(stop_at=5), Attentive()
    with pytest.raises(KeyboardInterrupt):
        run(folder, tmp_path / "two", first)
    again, _ = run(folder, tmp_path / "two", second)
    assert len(first.read) == 5
    assert len(second.read) == 11
    assert not set(first.read) & set(second.read)
    assert again.sha256 == whole.sha256


def test_interrupted_while_learning_it_comes_to_the_same(folder: Path, tmp_path: Path) -> None:
    def interrupt(epoch: Epoch) -> None:
        if epoch.number == 2:
            raise KeyboardInterrupt

    (folder / "joy" / "silent.wav").write_bytes(b"")
    whole, warned = run(folder, tmp_path / "one", Attentive())
    with pytest.raises(KeyboardInterrupt):
        run(folder, tmp_path / "two", Attentive(), epoch=interrupt)
    reader = Attentive()
    again, warned_again = run(folder, tmp_path / "two", reader)
    assert reader.read == []
    assert again.sha256 == whole.sha256
    assert warned_again == warned


def test_it_does_not_go_on_with_other_eyes_or_words(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(folder, tmp_path, Attentive(stop_at=5))
    with pytest.raises(BadInput, match="other files or settings"):
        run(folder, tmp_path, Attentive(), faces=True)
    (folder / "joy" / "joy0.txt").write_text("hello")
    with pytest.raises(BadInput, match="other files or settings"):
        run(folder, tmp_path, Attentive())


def test_folders_that_will_not_do(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="one class only"):
        run(folder_of(tmp_path / "a", "joy"), tmp_path, Attentive())
    with pytest.raises(BadInput, match="one class only, 'happy'"):
        run(folder_of(tmp_path / "b", "joy", "happy"), tmp_path, Attentive())
    with pytest.raises(BadInput, match="too few files"):
        run(folder_of(tmp_path / "c", "joy", "anger", count=4), tmp_path, Attentive())
    with pytest.raises(BadInput, match="no feeling is called dogs"):
        run(folder_of(tmp_path / "d", "joy", "dogs"), tmp_path, Attentive())
    with pytest.raises(BadInput, match="no file can be read"):
        run(folder_of(tmp_path / "e", "joy", "anger"), tmp_path / "home", Broken())


class Broken(Attentive):
    def rows(self, path: Path) -> Any:
        raise MediaError("cannot be read", where=path.name, fix="give another")


def test_sentiment_has_three_classes(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "voices", "negative", "neutral", "positive")
    result, _ = run(folder, tmp_path, Attentive())
    assert result.labels == ("neutral", "positive", "negative")
    (model,) = trained_models(tmp_path)
    assert set(model.card.vocabulary or ()) == {"positive", "neutral", "negative"}
    assert model.card.measured == result.measured


def test_speakers_are_kept_apart(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "voices", "joy", "sadness", count=10)
    result, _ = run(folder, tmp_path, Attentive(), group=r"(\d)$")
    assert "others of other groups" in result.note
    assert result.measured["mine/files"] == 4


def test_faces_that_are_not_read_are_told(folder: Path, tmp_path: Path) -> None:
    (folder / "joy" / "joy0.wav").rename(folder / "joy" / "joy0.mkv")
    _, warnings = run(folder, tmp_path / "one", Attentive())
    assert warnings == ["faces in 1 films were not read: SENSORIUM_FACES=1 allows it"]
    assert run(folder, tmp_path / "two", Attentive(), faces=True)[1] == []


def test_words_beside_a_recording(tmp_path: Path) -> None:
    assert words_of(tmp_path / "a.wav") == ""
    (tmp_path / "a.txt").write_text(" The door\nis blue. \n", encoding="utf-8")
    assert words_of(tmp_path / "a.wav") == "The door is blue."
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="no UTF-8 text"):
        words_of(tmp_path / "a.wav")
