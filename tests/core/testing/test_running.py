"""One line runs a model, whatever it needs beside it: other models to ask, weights that lie on this machine."""

from __future__ import annotations

import hashlib
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sensorium.core.card import Card
from sensorium.core.errors import ModelFailed, RequestError, SensoriumError, WeightsError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.task import Task
from sensorium.core.testing import check_plugin, run_model
from sensorium.core.values.base import Value
from sensorium.core.weights import LocalFile, WeightFile


class Said(Value):
    text: str


ECHO = Task("echo", "Say it again.", Said, Said)
LOUD = Task("loud", "Say it louder.", Said, Said)


class Echo(CallModel[Said, Said]):
    task = ECHO
    card = Card("author/echo", "1", "MIT")

    def run(self, jobs: Sequence[Job[Said]]) -> Sequence[Said | SensoriumError]:
        return [Said(text=f"{job.input.text} {job.input.text}") for job in jobs]


class Loud(CallModel[Said, Said]):
    task = LOUD
    card = Card("author/loud", "1", "MIT")

    async def run(self, jobs: Sequence[Job[Said]]) -> Sequence[Said | SensoriumError]:
        return [Said(text=(await job.ask(ECHO, job.input)).text.upper()) for job in jobs]


class Failing(Loud):
    card = Card("author/failing", "1", "MIT")

    async def run(self, jobs: Sequence[Job[Said]]) -> Sequence[Said | SensoriumError]:
        raise ZeroDivisionError("in the author's own line")


def reading(*files: WeightFile) -> type[Any]:
    """A model that answers with what its weight files say."""

    class Reading(CallModel[Said, Said]):
        task = ECHO
        card = Card("author/reading", "1", "MIT", weights=files)

        def load(self, context: LoadContext) -> None:
            self.folder = context.weights()

        def run(self, jobs: Sequence[Job[Said]]) -> Sequence[Said | SensoriumError]:
            text = " ".join((self.folder / file.name).read_text() for file in files)
            return [Said(text=text) for _ in jobs]

    return Reading


def local(path: Path, sha256: str | None = None) -> WeightFile:
    return WeightFile(name=path.name, sha256=sha256, sources=(LocalFile(path=str(path)),))


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text("hello")
    return file


def test_a_model_that_asks_is_tried_with_what_it_asks_beside_it() -> None:
    assert run_model(Loud, Said(text="hi"), beside=[Echo]).text == "HI HI"


def test_without_it_the_task_it_asks_is_named() -> None:
    with pytest.raises(RequestError, match="echo"):
        run_model(Loud, Said(text="hi"))


def test_the_contract_is_checked_with_others_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from sensorium.core import CallModel, Card, Task, Value\n"
        "class In(Value):\n    text: str\n"
        "TASK = Task('asking', 'Ask another.', In, In)\n"
        "class Asking(CallModel[In, In]):\n"
        "    task = TASK\n    card = Card('author/asking', '1', 'MIT')\n"
        "    async def run(self, jobs):\n"
        "        return [In(text=(await job.ask(OTHER, job.input)).text) for job in jobs]\n"
        "OTHER = Task('other', 'Answer.', In, In)\n"
        "class Other(CallModel[In, In]):\n"
        "    task = OTHER\n    card = Card('author/other', '1', 'MIT')\n"
        "    def run(self, jobs):\n        return [job.input for job in jobs]\n"
        "def sensorium_register(registrar):\n    registrar.add(1, TASK, Asking)\n"
    )
    (tmp_path / "asking_plugin.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", ":".join([str(tmp_path), *filter(None, sys.path)]))
    module: Any = __import__("asking_plugin")
    tries = {"author/asking": module.In(text="a")}
    with pytest.raises(RequestError, match="other"):
        check_plugin("asking_plugin", tries=tries)
    check_plugin("asking_plugin", tries=tries, beside=[module.Other])


@pytest.mark.parametrize("pinned", [True, False])
def test_weights_on_this_machine_are_found_where_they_are(words: Path, pinned: bool) -> None:
    sha256 = hashlib.sha256(b"hello").hexdigest() if pinned else None
    assert run_model(reading(local(words, sha256)), Said(text="")).text == "hello"


def test_weights_may_lie_in_a_folder_and_on_this_machine_at_once(words: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "more.txt").write_text("there")
    distant = WeightFile(name="more.txt", sources=(LocalFile(path=str(tmp_path / "nowhere")),))
    assert run_model(reading(local(words), distant), Said(text=""), weights=folder).text == "hello there"


def test_a_local_file_that_is_not_what_its_digest_says_is_told(words: Path) -> None:
    with pytest.raises(WeightsError, match="digest mismatch"):
        run_model(reading(local(words, "0" * 64)), Said(text=""))


def test_where_a_coroutine_raised_is_in_the_traceback() -> None:
    with pytest.raises(ModelFailed) as caught:
        run_model(Failing, Said(text="hi"))
    assert 'raise ZeroDivisionError("in the author\'s own line")' in "".join(traceback.format_exception(caught.value))
