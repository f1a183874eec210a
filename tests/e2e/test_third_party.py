"""A package nobody here knows is installed, listed, planned over and asked, without a line changed in the agent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from driving.films import FLASHES, flashing
from driving.program import Program

AT_IMPORT = "raise RuntimeError('no licence file')"
IN_RUN = """
from sensorium.core import Answers, CallModel, Card, Located, Task, Value, Video

class In(Value):
    video: Video
    what: str = "comet"

TASK = Task("comet_detection", "Find comets.", In, Located, answers=(Answers("obj", "what", {"en": ("comet",)}),))

class Comets(CallModel[In, Located]):
    task = TASK
    card = Card("broken/comets", "1", "MIT", vocabulary=("comet",))

    def run(self, jobs):
        raise ZeroDivisionError("no comets at all")

def sensorium_register(registrar):
    registrar.add(1, TASK, Comets)
"""


@pytest.fixture
def extended(sensorium: Program, acme: Path) -> Program:
    """The program with the third-party package installed."""
    return replace(sensorium, packages=(acme,))


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return flashing(tmp_path_factory.mktemp("films") / "flashes.mp4")


def test_it_is_listed_with_its_task_and_its_rival(extended: Program) -> None:
    assert "acme-flash" in extended("plugins", "--json").json["plugins"]
    tasks = {task["name"]: task for task in extended("tasks", "--json").json}
    flash = tasks["flash_detection"]
    assert flash["input"] == {"video": "Video", "what": "str", "contrast": "float"}
    assert [model["name"] for model in flash["models"]] == ["acme/flash"]
    rivals = [model["name"] for model in tasks["shot_boundary_detection"]["models"]]
    assert rivals[-1] == "acme/brightness-cuts"
    assert len(rivals) > 1, "the built-in model stands first, as the rival says that it is weaker"


def test_a_plan_reaches_it_by_its_own_words(extended: Program, film: Path) -> None:
    told = extended("plan", "when is there a flash", film, "--json", "--llm", "none")
    assert told.status == 0, told.err
    steps = told.json["steps"]
    assert [(step["task"], step["model"]) for step in steps] == [("flash_detection", "acme/flash")]


@pytest.mark.parametrize("request_", ["when is there a flash", 'call("acme-flash:flash_detection", contrast=0.5)'])
def test_its_answer_is_right(extended: Program, film: Path, request_: str) -> None:
    told = extended("ask", request_, film, "--json", "--llm", "none")
    assert told.status == 0, told.err
    answer = told.json
    found = [(row["start"], row["end"]) for row in answer["moments"] if row["state"] == "verified"]
    assert len(found) == len(FLASHES)
    for (start, end), (begins, ends) in zip(found, FLASHES, strict=True):
        assert start == pytest.approx(begins, abs=1 / 8)
        assert end == pytest.approx(ends, abs=1 / 8)
    assert answer["coverage"]["models"][0]["model"] == "acme/flash"
    assert "brighter" in answer["moments"][0]["evidence"][0]["text"]


def test_it_counts_and_joins_like_any_other(extended: Program, film: Path) -> None:
    told = extended("ask", "how many flashes are there", film, "--json", "--llm", "none")
    assert (told.status, told.json["result"]) == (0, 2)
    told = extended("ask", "the first flash after 5 seconds", film, "--json", "--llm", "none")
    assert [row["start"] for row in told.json["moments"]] == [6.0]


def test_its_command_is_in_the_help_and_runs(extended: Program, sensorium: Program) -> None:
    assert "Print the words that flashes may be asked for by." in extended("--help").out
    assert "flash-words" not in sensorium("--help").out
    assert "lightning" in extended("flash-words").out


def test_without_it_the_words_are_unknown(sensorium: Program, film: Path) -> None:
    told = sensorium("ask", "when is there a flash", film, "--llm", "none")
    assert told.status == 2
    assert "flash" in told.complaint
    told = sensorium("ask", 'call("acme-flash:flash_detection")', film, "--llm", "none")
    assert told.status == 2
    assert "there is no task 'acme-flash:flash_detection'" in told.complaint


def test_blocked_it_is_as_if_absent(extended: Program, film: Path) -> None:
    blocked = replace(extended, environ={"SENSORIUM_PLUGINS_BLOCK": "acme-flash"})
    assert "acme-flash" not in blocked("plugins", "--json").json["plugins"]


def test_one_that_breaks_at_import_harms_no_other(
    extended: Program, film: Path, distribution: Callable[..., Path]
) -> None:
    both = replace(extended, packages=(*extended.packages, distribution("brokenimport", AT_IMPORT)))
    listed = both("plugins", "--json").json
    assert "acme-flash" in listed["plugins"]
    fault = next(fault for fault in listed["quarantined"] if "brokenimport" in fault["where"])
    assert fault["message"] == "raised RuntimeError: no licence file"
    assert fault["fix"]
    assert both("ask", "when is there a flash", film, "--llm", "none").status == 0
    assert any("brokenimport" in finding["said"] for finding in both("doctor", "--json").json)


def test_one_that_breaks_in_run_is_one_typed_error(
    extended: Program, film: Path, distribution: Callable[..., Path]
) -> None:
    both = replace(extended, packages=(*extended.packages, distribution("brokenrun", IN_RUN)))
    told = both("ask", "when is there a comet", film, "--llm", "none")
    assert told.status == 1
    assert "broken/comets" in told.complaint
    assert "ZeroDivisionError: no comets at all" in told.complaint

    traced = replace(both, environ={"SENSORIUM_DEBUG": "1"})("ask", "when is there a comet", film, "--llm", "none")
    assert 'raise ZeroDivisionError("no comets at all")' in traced.err
    assert traced.err.splitlines()[-1] == told.complaint

    told = both("ask", "a flash or a comet", film, "--json", "--llm", "none")
    answer = told.json
    assert told.status == 0, "what the other model found is answered"
    verified = [row["start"] for row in answer["moments"] if row["state"] == "verified"]
    assert verified == [pytest.approx(start, abs=1 / 8) for start, _ in FLASHES]
    assert any("no comets at all" in warning for warning in answer["warnings"])
