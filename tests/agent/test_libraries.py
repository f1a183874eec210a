"""Libraries through an agent and through the commands, over made-up models that see and say colours."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from sensorium.agent import Agent
from sensorium.agent.cli import library as commands
from sensorium.agent.cli.ask import AskOptions, ask_command
from sensorium.agent.libraries import LONGEST, Libraries
from sensorium.core.card import Card
from sensorium.core.errors import BadInput
from sensorium.core.hookspecs import hookimpl
from sensorium.core.library import LibraryError
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.sees import Sees
from sensorium.core.settings import Settings
from sensorium.core.task import Answers, Located, Task
from sensorium.core.tasks import IMAGE_TEXT_EMBEDDING, SHOT_BOUNDARY_DETECTION
from sensorium.core.tasks.matching import EmbeddingInput, EmbeddingOutput
from sensorium.core.tasks.shots import ShotsInput, ShotsOutput
from sensorium.core.testing.media import make_audio, make_video
from sensorium.core.values import Image, Moment, Video
from sensorium.core.values.base import Value

COLOURS = ("red", "green", "blue")


class Tower(CallModel[EmbeddingInput, EmbeddingOutput]):
    """Pictures and texts by their amounts of red, green and blue."""

    task = IMAGE_TEXT_EMBEDDING
    card = Card("acme/tower", "1", "MIT", fallback="colours only")

    def run(self, jobs: Sequence[Any]) -> Sequence[EmbeddingOutput]:
        return [self._one(job) for job in jobs]

    def _one(self, job: Any) -> EmbeddingOutput:
        if job.input.image is None:
            told = np.array([float(colour in job.input.text) for colour in COLOURS]) + 0.01
            return EmbeddingOutput(space="colours", vector=tuple(told / np.linalg.norm(told)))
        (window,) = job.read(job.input.image, Sees(every=0.0, fps=1))
        told = window.frames[0].mean(axis=(0, 1)) + 0.01
        name = COLOURS[int(told.argmax())]
        return EmbeddingOutput(space="colours", vector=tuple(told / np.linalg.norm(told)), text=f"{name} thing")


class Shots(CallModel[ShotsInput, ShotsOutput]):
    task = SHOT_BOUNDARY_DETECTION
    card = Card("acme/shots", "1", "MIT")

    def run(self, jobs: Sequence[Any]) -> Sequence[ShotsOutput]:
        return [ShotsOutput(shots=(job.input.video.whole,)) for job in jobs]


class GlareInput(Value):
    media: Image | Video
    what: str = "glare"


GLARE = Task("glare_detection", "Find glare.", GlareInput, Located, answers=(Answers("obj", "what"),))


class Glare(CallModel[GlareInput, Located]):
    task = GLARE
    card = Card("acme/glare", "1", "MIT", vocabulary=("glare",))

    def run(self, jobs: Sequence[Any]) -> Sequence[Located]:
        return [Located(moments=(Moment(span=job.input.media.whole, score=1.0),)) for job in jobs]


class Plugin:
    @hookimpl
    def sensorium_register(self, registrar: Any) -> None:
        registrar.add(1, GLARE, Glare, Tower, Shots)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes agents of one home; the commands make such agents too."""
    monkeypatch.setenv("SENSORIUM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SENSORIUM_SETTINGS", str(tmp_path / "settings.toml"))
    (tmp_path / "settings.toml").touch()

    def agent(settings: Settings | None = None, **given: Any) -> Agent:
        return Agent(settings or Settings.load(), Registry({"acme": Plugin()}, discover=False), **given)

    monkeypatch.setattr(commands, "Agent", agent)
    monkeypatch.setattr("sensorium.agent.cli.ask.Agent", agent)
    return agent


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for at, name in enumerate(COLOURS):
        picture = np.zeros((32, 32, 3), np.uint8)
        picture[:, :, 2 - at] = 200  # BGR
        cv2.imwrite(str(folder / f"{name}.png"), picture)
    return folder


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def options(**given: Any) -> commands.LibraryOptions:
    return commands.LibraryOptions(json=True, **given)


def test_add_search_list_remove(made: Any, photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (photos / "junk.jpg").write_text("junk")
    assert commands.add_command([photos], options(name="mine")) == 0
    told = printed(capsys)
    assert (len(told["added"]), [Path(each["path"]).name for each in told["failed"]]) == (3, ["junk.jpg"])
    assert told["failed"][0]["error"]["code"] == "media"
    assert commands.add_command([photos], options(name="mine")) == 0
    assert printed(capsys)["unchanged"] == 3
    assert commands.search_command("something green", None, options(name="mine")) == 0
    found = printed(capsys)
    assert Path(found["hits"][0]["uri"]).name == "green.png"
    assert found["model"]["fallback"] == "colours only"
    assert commands.search_command("", photos / "blue.png", options(name="mine", top=1)) == 0
    assert Path(printed(capsys)["hits"][0]["uri"]).name == "blue.png"
    assert commands.list_command(True) == 0
    assert printed(capsys) == [
        {"name": "mine", "files": 3, "missing": 0, "rows": {"picture": 3}, "model": "acme/tower", "error": ""}
    ]
    assert commands.remove_command("mine", [photos / "red.png"], True) == 0
    assert printed(capsys)["forgotten"] == 1
    assert commands.remove_command("mine", [], True) == 0
    assert printed(capsys) == {"library": "mine", "forgotten": 2, "removed": True}
    assert (photos / "red.png").exists()


def test_a_damaged_library_is_listed_and_can_be_removed(made: Any, photos: Path, capsys: Any) -> None:
    commands.add_command([photos], options())
    (manifest,) = photos.parent.glob("home/libraries/default/library.json")
    manifest.write_text("{")
    capsys.readouterr()
    assert commands.list_command(True) == 0
    assert "sensorium library remove default" in printed(capsys)[0]["error"]
    assert commands.remove_command("default", [], True) == 0
    assert not manifest.parent.exists()


def test_people_are_shown_what_happened(made: Any, photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (photos / "junk.jpg").write_text("junk")
    commands.add_command([photos], commands.LibraryOptions())
    assert "library default: 3 added, 1 failed" in capsys.readouterr().out
    commands.search_command("red", None, commands.LibraryOptions(top=1))
    shown = capsys.readouterr().out
    assert "red.png" in shown
    assert "picture: red thing" in shown
    assert "colours only" in shown
    commands.list_command(False)
    assert "default  3" in capsys.readouterr().out


def test_only_junk_fails(made: Any, tmp_path: Path) -> None:
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "a.jpg").write_text("junk")
    assert commands.add_command([tmp_path / "junk"], options()) == 1


async def test_films_are_found_with_their_spans(made: Any, tmp_path: Path) -> None:
    paint = lambda number, time, size: np.full((size[1], size[0], 3), (0, 0, 220), np.uint8)
    make_video(tmp_path / "film.mp4", seconds=2.0, paint=paint)
    make_audio(tmp_path / "sound.wav", seconds=1.0)
    async with made() as agent:
        libraries = Libraries(agent)
        added = await libraries.add([tmp_path / "film.mp4", tmp_path / "sound.wav"])
        assert [Path(path).name for path, _ in added.failed] == ["sound.wav"]
        (hit,) = (await libraries.search("blue")).hits
        assert hit.span is not None
        assert hit.span.end == pytest.approx(2.0, abs=0.2)


async def test_bad_asking_is_a_typed_error(made: Any, photos: Path) -> None:
    async with made() as agent:
        libraries = Libraries(agent)
        with pytest.raises(BadInput, match="no library 'default'"):
            await libraries.search("red")
        with pytest.raises(BadInput, match="'faces' can be skipped"):
            await libraries.add([photos], skip=["faces"])
        await libraries.add([photos])
        with pytest.raises(BadInput, match="neither a text nor a picture"):
            await libraries.search("  ")
        with pytest.raises(BadInput, match=f"at most {LONGEST}"):
            await libraries.search("x" * 100_000)
        with pytest.raises(BadInput, match="not in the library"):
            libraries.remove("default", [Path("elsewhere.png")])


async def test_a_home_that_cannot_be_written_is_a_typed_error(made: Any, photos: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "libraries").touch()
    async with made() as agent:
        with pytest.raises(LibraryError, match="readable and writable"):
            await Libraries(agent).add([photos])


def test_asking_across_a_library(made: Any, photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands.add_command([photos], options())
    capsys.readouterr()
    status = ask_command('obj("green glare")', [], AskOptions(json=True, llm="none", library="default"))
    told = printed(capsys)
    assert status == 0
    names = [Path(medium["media"]).name for medium in told["coverage"]["searched"]]
    assert sorted(names) == ["blue.png", "green.png", "red.png"]
    assert names[0] == "green.png"
    assert [row["media"] for row in told["moments"]] == [0, 1, 2]


def test_a_file_that_is_gone_is_told_of_and_a_changed_one_opened_anew(
    made: Any, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.add_command([photos], options())
    capsys.readouterr()
    (photos / "red.png").unlink()
    shutil.copy(photos / "blue.png", photos / "green.png")
    ask_command('obj("glare")', [], AskOptions(json=True, llm="none", library="default"))
    told = printed(capsys)
    states = {Path(each["media"]).name: each["error"] for each in told["coverage"]["searched"]}
    assert states["red.png"]["code"] == "media"
    assert states["green.png"] is None
    assert any("not searched" in warning for warning in told["warnings"])
