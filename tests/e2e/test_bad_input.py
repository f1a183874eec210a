"""Whatever is given, the program says in one line what is wrong and what would work; nothing is a traceback."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from driving.films import broken
from driving.program import Program

BAD_USE = 2


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return broken(tmp_path_factory.mktemp("broken"))


MEDIA = [
    ("missing", "find the car", "nowhere.mp4: no such file"),
    ("directory", "find the car", "is a folder"),
    ("empty", "find the car", "is empty"),
    ("truncated", "find the car", "cut off"),
    ("text", "find the car", "is not a picture, sound or video file"),
    ("sound only", "find the car", "needs image or video, and the medium is audio"),
    ("no sound", "find the sad moments", "has no sound"),
]
REQUESTS = [
    ("", "the request is empty"),
    (" \t\n", "the request is empty"),
    ("xyzzy plugh", "nothing in this request can be looked for"),
    ("find the unicorn", "no installed model knows 'unicorn'"),
    ("w" * 5000, "at most 4000"),
    ('and(affect("sad"), obj("car")', "expected"),
    ('affect("melancholic")', "melancholic"),
    ('call("no_such_task")', "there is no task 'no_such_task'"),
]


@pytest.mark.parametrize(("kind", "request_", "said"), MEDIA, ids=[kind for kind, *_ in MEDIA])
def test_media_that_will_not_do(
    sensorium: Program, files: Mapping[str, Path], kind: str, request_: str, said: str
) -> None:
    told = sensorium("ask", request_, files[kind], "--llm", "none", "--offline")
    assert told.status == BAD_USE
    assert said in told.complaint
    assert not told.out


@pytest.mark.parametrize(("request_", "said"), REQUESTS)
def test_requests_that_will_not_do(sensorium: Program, files: Mapping[str, Path], request_: str, said: str) -> None:
    told = sensorium("ask", request_, files["sound"], "--llm", "none", "--offline")
    assert told.status == BAD_USE
    assert said in told.complaint


def test_an_error_in_json_is_the_answers(sensorium: Program, files: Mapping[str, Path]) -> None:
    told = sensorium("ask", "find the car", files["empty"], "--json", "--llm", "none", "--offline")
    assert told.status == BAD_USE
    assert not told.err
    answer = told.json
    assert answer["schema_version"]
    assert set(answer["error"]) == {"code", "where", "message", "fix"}
    assert answer["error"]["code"] == "media"
    assert answer["error"]["where"].endswith("empty.mp4")
    assert answer["moments"] == []


def test_one_bad_file_of_two_is_named_and_the_other_searched(sensorium: Program, files: Mapping[str, Path]) -> None:
    told = sensorium("ask", "time(0, 1)", files["no sound"], files["missing"], "--llm", "none", "--offline")
    assert told.status == 0
    assert "note: not searched: " in told.out
    assert "nowhere.mp4: no such file" in told.out
    none = sensorium("ask", "time(0, 1)", files["text"], files["missing"], "--llm", "none", "--offline")
    assert none.status == BAD_USE
    assert "is not a picture, sound or video file" in none.complaint


def test_no_file_says_what_to_type(sensorium: Program) -> None:
    told = sensorium("ask", "find the car", "--llm", "none", "--offline")
    assert told.status == BAD_USE
    assert told.complaint == "sensorium: media: no file given (type: sensorium ask 'find the car' FILE)"


def test_offline_without_weights_names_the_command(bare: Program, files: Mapping[str, Path]) -> None:
    told = bare("ask", "find the car", files["no sound"], "--llm", "none", "--offline")
    assert told.status == 1
    assert "efficientdet_lite0.tflite" in told.complaint
    assert "sensorium models pull" in told.complaint


def test_the_demo_offline_without_its_clips(bare: Program) -> None:
    told = bare("demo", "--offline")
    assert told.status == 1
    assert "run `sensorium demo` once" in told.complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", "find the car", "--report", "nowhere/at/all.html"), "its folder does not exist"),
        (("ask", "find the car", "--trace", "."), "is a folder"),
        (("ask", "find the car", "--llm", "oracle"), "unknown choice 'oracle'"),
        (("plan", "--batch", "nowhere.jsonl"), "nowhere.jsonl"),
        (("plan",), "no request"),
        (("models", "pull", "efficientdet"), "did you mean efficientdet"),
        (("models", "remove", "zzz"), "there is no model 'zzz'"),
    ],
    ids=["report", "trace", "llm", "batch", "no request", "pull", "remove"],
)
def test_bad_use_is_one_line(sensorium: Program, words: tuple[str, ...], said: str) -> None:
    told = sensorium(*words)
    assert told.status == BAD_USE
    assert said in told.complaint


def test_a_bad_use_in_json_is_json(sensorium: Program) -> None:
    told = sensorium("models", "pull", "zzz", "--json")
    assert told.status == BAD_USE
    assert told.json["error"]["code"] == "request"
    assert not told.err


@pytest.mark.parametrize("words", [("ask",), ("ask", "find the car", "--nonsense"), ("nonsense",), ("models", "push")])
def test_the_parser_says_it_without_a_traceback(sensorium: Program, words: tuple[str, ...]) -> None:
    told = sensorium(*words)
    assert told.status == BAD_USE
    assert "Traceback" not in told.err
    assert told.err


def test_bad_settings_are_named(sensorium: Program, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('profil = "hub"\n', encoding="utf-8")
    wrong = Program(sensorium.home, environ={"SENSORIUM_SETTINGS": str(file)})
    told = wrong("tasks")
    assert told.status == BAD_USE
    assert "did you mean 'profile'" in told.complaint


def test_a_reader_that_leaves_early_is_no_crash(sensorium: Program) -> None:
    """``sensorium tasks --json | head -c 1``: the pipe closes under the program."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(sensorium.command(["tasks", "--json"]), env=sensorium.environment(), **pipes) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
